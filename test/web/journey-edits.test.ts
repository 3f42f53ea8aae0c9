import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { journeyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import { canRemove, grown, inserted, led, moved, removed, renamed } from '../../web/screens/journeys/edit/edits.ts';
import { emptyProblems, isAt, placedProblems } from '../../web/screens/journeys/edit/problems.ts';
import { linked } from '../../web/screens/journeys/edit/links.ts';
import { placedIn, treeOf, type Slot } from '../../web/screens/journeys/tree/tree-of.ts';
import { wayKey, waysOf, type WayAt } from '../../web/screens/journeys/tree/ways.ts';
import type { Definition, Step } from '../../web/screens/journeys/definition.ts';
import { anyDraft, draftOf, mail } from './drafts.ts';

/** Steps behind which the journey is over all the same. */
const OVER = 'over';

/** Where each way of each step leads, whatever the order of the list; a step that only ends the journey is its end. */
function waysIn({ steps }: Definition): ReadonlyMap<string, string> {
  const ends = new Set(steps.filter((step) => step.type === 'stop' && step.reason === 'end').map(({ id }) => id));
  return new Map(
    linked(steps)
      .filter(({ id }) => !ends.has(id))
      .flatMap((step) =>
        waysOf(step).map(({ at, to = '' }) => [`${step.id} ${wayKey(at)}`, to === '' || ends.has(to) ? OVER : to]),
      ),
  );
}

function expectSound(definition: Definition): void {
  expect(journeyDefinition.safeParse({ id: 'draft', ...definition }).error?.issues ?? []).toEqual([]);
  const ids = new Set(definition.steps.map(({ id }) => id));
  expect(ids.size).toBe(definition.steps.length);
  for (const step of definition.steps)
    for (const { to } of waysOf(step)) if (to !== undefined) expect(ids).toContain(to);
}

function slotsOf({ steps }: Definition): readonly Slot[] {
  const own = steps.flatMap((step, from) => waysOf(step).map(({ at }): Slot => ({ from, at })));
  return [{ from: null, at: { field: 'next' } }, ...own];
}

const anySlot = fc.tuple(anyDraft, fc.nat()).map(([draft, pick]) => ({ draft, slot: pickFrom(slotsOf(draft), pick) }));
const anyPlace = fc.tuple(anyDraft, fc.nat()).map(([draft, pick]) => ({ draft, place: pick % draft.steps.length }));

function pickFrom<One>(list: readonly One[], pick: number): One {
  const found = list[pick % list.length];
  if (found === undefined) throw new RangeError('there is nothing to pick from');
  return found;
}

function reachedIn(definition: Definition): ReadonlySet<string> {
  const { root } = treeOf(definition.steps);
  return new Set(
    placedIn({ root, stray: [], numbers: new Map() }).flatMap(({ place }) => definition.steps[place]?.id ?? []),
  );
}

/** Stop steps that only end the journey say nothing of their own. */
function withoutEnds(ids: ReadonlySet<string>): readonly string[] {
  return [...ids].filter((id) => !id.startsWith('end')).toSorted();
}

describe('a step is put into a way', () => {
  test('and every other way leads where it led', () => {
    fc.assert(
      fc.property(anySlot, ({ draft, slot }) => {
        const after = inserted(draft, slot, mail('fresh'));
        expectSound(after);
        const [before, now] = [waysIn(draft), waysIn(after)];
        const from = slot.from === null ? null : draft.steps[slot.from]?.id;
        const own = `${from} ${wayKey(slot.at)}`;
        for (const [way, to] of before) expect([way, now.get(way)]).toEqual([way, way === own ? 'fresh' : to]);
        expect(now.get('fresh next')).toBe(slot.from === null ? draft.steps[0]?.id : before.get(own));
        if (slot.from === null) expect(after.steps[0]?.id).toBe('fresh');
        else expect(after.steps[0]?.id).toBe(draft.steps[0]?.id);
      }),
    );
  });

  test('with all of its own ways going on where the way went', () => {
    const arms = ['one', 'other'].map((name) => ({ name, weight: 1, next: '' }));
    const after = inserted(
      draftOf([mail('only')]),
      { from: 0, at: { field: 'next' } },
      { id: 'halves', type: 'split', arms },
    );
    expectSound(after);
    expect(after.steps.map(({ type }) => type)).toEqual(['send', 'split', 'stop']);
  });

  test('twice under the same name: the second gets a number', () => {
    const slot: Slot = { from: 0, at: { field: 'next' } };
    const twice = inserted(inserted(draftOf([mail('first')]), slot, mail('mail')), slot, mail('mail'));
    expect(twice.steps.map(({ id }) => id)).toEqual(['first', 'mail-2', 'mail']);
  });
});

describe('a step is taken out', () => {
  test('and what led to it leads to where it led; nobody else is lost', () => {
    fc.assert(
      fc.property(anyPlace, ({ draft, place }) => {
        const gone = draft.steps[place]?.id ?? '';
        const after = removed(draft, place);
        expectSound(after);
        if (after === draft) return;
        expect(after.steps.map(({ id }) => id)).not.toContain(gone);
        const before = waysIn(draft);
        const main =
          before.get(`${gone} next`) ?? before.get(`${gone} arms[0]`) ?? before.get(`${gone} anyOf[0]`) ?? OVER;
        const onward = main === gone ? OVER : main;
        for (const [way, to] of waysIn(after)) {
          expect([way, to]).toEqual([way, before.get(way) === gone ? onward : before.get(way)]);
        }
      }),
    );
  });

  test('the only step stays', () => {
    const draft = draftOf([mail('only')]);
    expect(canRemove(draft)).toBe(false);
    expect(removed(draft, 0)).toBe(draft);
  });

  test('what its other ways alone lead to goes with it', () => {
    const split: Step = {
      id: 'halves',
      type: 'split',
      arms: [
        { name: 'one', weight: 1, next: 'left' },
        { name: 'other', weight: 1, next: 'right' },
      ],
    };
    const draft = draftOf([split, mail('left', 'last'), mail('right'), mail('last')]);
    expect(removed(draft, 0).steps).toEqual([mail('left'), mail('last')]);
  });
});

test('putting a step in and taking it out again changes no way', () => {
  fc.assert(
    fc.property(anySlot, ({ draft, slot }) => {
      const fresh = inserted(draft, slot, mail('fresh'));
      const back = removed(
        fresh,
        fresh.steps.findIndex(({ id }) => id === 'fresh'),
      );
      expect(waysIn(back)).toEqual(waysIn(draft));
    }),
  );
});

test('a move keeps every step, and everybody who was reached', () => {
  fc.assert(
    fc.property(anySlot, fc.nat(), ({ draft, slot }, pick) => {
      const place = pick % draft.steps.length;
      const after = moved(draft, place, slot);
      expectSound(after);
      const ids = (of: Definition) => withoutEnds(new Set(of.steps.map(({ id }) => id)));
      expect(ids(after)).toEqual(ids(draft));
      const now = reachedIn(after);
      for (const id of reachedIn(draft)) expect(now).toContain(id);
    }),
  );
});

test('a step moves behind the one that follows it', () => {
  const draft = draftOf([mail('a'), mail('b'), mail('c')]);
  expect(moved(draft, 0, { from: 1, at: { field: 'next' } }).steps).toEqual([mail('b'), mail('a'), mail('c')]);
  expect(moved(draft, 2, { from: null, at: { field: 'next' } }).steps).toEqual([mail('c'), mail('a'), mail('b')]);
  expect(moved(draft, 1, { from: 1, at: { field: 'next' } })).toBe(draft);
});

test('a new name is a new name everywhere, and the ways are the same ways', () => {
  fc.assert(
    fc.property(anyPlace, ({ draft, place }) => {
      const old = draft.steps[place]?.id ?? '';
      const after = renamed(draft, place, 'called');
      expectSound(after);
      const again = renamed(after, place, old);
      expect(again).toEqual(draft);
    }),
  );
  expect(renamed(draftOf([mail('a', 'b'), mail('b')]), 0, 'b').steps.map(({ id }) => id)).toEqual(['b-2', 'b']);
});

test('a way is led elsewhere, also to the end of the journey', () => {
  const at: WayAt = { field: 'next' };
  const draft = draftOf([mail('a'), mail('b'), mail('c')]);
  expect(led(draft, 0, at, 'c').steps[0]).toEqual(mail('a', 'c'));
  const over = led(draft, 0, at, null);
  expectSound(over);
  expect(waysIn(over).get('a next')).toBe(OVER);
  expect(waysIn(over).get('b next')).toBe('c');
});

test('a step gets another way, which goes on where its main way does', () => {
  const draft = draftOf([{ id: 'b', type: 'branch', paths: [] }]);
  const after = grown(draft, 0, (step, onward) => {
    const when = { field: 'silence', op: 'eq', value: 'lapsed' } as const;
    return step.type === 'branch' ? { ...step, paths: [...step.paths, { when, next: onward }] } : step;
  });
  expectSound(after);
  expect(waysIn(after).get('b paths[0]')).toBe(OVER);
});

test('problems are placed at the step they were found in, by its id, and at its field', () => {
  const draft = draftOf([mail('a'), mail('b')]);
  const found = ['steps[1].body', 'goal.within', 'steps[0]'].map((path) => ({ code: 'missing', path, message: path }));
  expect(placedProblems(found, draft).map(({ spot, field }) => [spot, field])).toEqual([
    ['b', 'body'],
    [null, 'goal.within'],
    ['a', ''],
  ]);
  expect(isAt({ field: 'paths[0].when.value' }, 'paths[0].when')).toBe(true);
  expect(isAt({ field: 'bodyguard' }, 'body')).toBe(false);
});

test('what is left to fill in is told, but for values of conditions, which may be empty text', () => {
  const when = { field: 'attribute.plan', op: 'eq', value: '' } as const;
  const draft = draftOf([
    { id: 'a', type: 'send', channel: 'email', subject: '', body: 'x' },
    { id: 'b', type: 'branch', paths: [{ when, next: 'a' }] },
    { id: 'c', type: 'split', arms: [{ name: '', weight: Number.NaN, next: 'a' }] },
  ]);
  expect(emptyProblems(draft, 'empty').map(({ spot, field }) => [spot, field])).toEqual([
    ['a', 'subject'],
    ['c', 'arms[0].name'],
    ['c', 'arms[0].weight'],
  ]);
});
