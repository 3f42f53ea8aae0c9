import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neighboursOf } from '../../web/screens/journeys/tree/neighbours.ts';
import { placedIn, treeOf, type Chain } from '../../web/screens/journeys/tree/tree-of.ts';
import { waysOf } from '../../web/screens/journeys/tree/ways.ts';
import type { Step } from '../../web/screens/journeys/definition.ts';
import { anyDraft, draftOf, mail } from './drafts.ts';

/** A tree in short: numbers below each other, forks in brackets. */
function short({ placed, end }: Chain): string {
  const steps = placed.map(({ number }) => number);
  switch (end.is) {
    case 'fork':
      return [...steps, `(${end.ways.map(({ chain }) => short(chain)).join(' | ')})`].join(' ');
    case 'back':
    case 'elsewhere':
      return [...steps, `${end.is} ${end.number}`].join(' ');
    case 'nowhere':
      return [...steps, `nowhere ${end.to}`].join(' ');
    case 'over':
    case 'stopped':
      return [...steps, end.is].join(' ');
  }
}

const root = (...steps: readonly Step[]) => short(treeOf(steps).root);

test('steps that follow each other stand below each other, numbered from 2', () => {
  expect(root(mail('a'), mail('b'))).toBe('2 3 over');
});

test('ways that join are drawn once and referred to, and so are loops', () => {
  const branch: Step = {
    id: 'which',
    type: 'branch',
    paths: [{ when: { field: 'silence', op: 'eq', value: 'lapsed' }, next: 'last' }],
  };
  expect(root(branch, mail('middle'), mail('last'))).toBe('2 (3 over | 4 elsewhere 3)');
  expect(root(mail('a'), branch, mail('last', 'a'))).toBe('2 3 (4 back 2 | elsewhere 4)');
});

test('a way to a step that is not there says so, and a step that no way leads to stands aside', () => {
  const tree = treeOf([mail('a', 'gone'), mail('b')]);
  expect(short(tree.root)).toBe('2 nowhere gone');
  expect(tree.stray.map(short)).toEqual(['3 over']);
});

test('a wait has a way for each thing that leads elsewhere, and one where all lead on', () => {
  const until = { on: 'event', event: 'purchase' } as const;
  const took = (step: Step) => waysOf(step).map((way) => way.took);
  expect(took({ id: 'w', type: 'wait', until, for: '3d' })).toEqual([[]]);
  expect(took({ id: 'w', type: 'wait', until, for: '3d', onTimeout: 'x' })).toEqual([['happened'], ['timeout']]);
  expect(took({ id: 'w', type: 'wait', anyOf: [{ ...until, next: 'x' }], for: '3d' })).toEqual([['x'], ['timeout']]);
});

test('every step of any journey is drawn exactly once, and the arrow keys reach it', () => {
  fc.assert(
    fc.property(anyDraft, ({ steps }) => {
      const tree = treeOf(steps);
      const places = placedIn(tree).map(({ place }) => place);
      expect(places.toSorted((a, b) => a - b)).toEqual([...steps.keys()]);
      expect(placedIn(tree).map(({ number }) => number)).toEqual(places.map((_place, index) => index + 2));
      const around = neighboursOf(tree);
      const found = new Set<number | null>([null]);
      for (const card of found) for (const next of Object.values(around.get(card) ?? {})) found.add(next);
      for (const { place } of placedIn({ ...tree, stray: [] })) expect(found).toContain(place);
    }),
  );
});

test('no way out of a step is lost in the tree', () => {
  fc.assert(
    fc.property(anyDraft, ({ steps }) => {
      const tree = treeOf(steps);
      const leads = ({ placed, end }: Chain): readonly unknown[] => [
        ...placed.slice(1),
        ...(end.is === 'fork'
          ? end.ways.flatMap(({ chain }) => [chain, ...leads(chain)])
          : end.is === 'stopped'
            ? []
            : [end]),
      ];
      const ways = steps.flatMap(waysOf).length;
      const drawn = [tree.root, ...tree.stray].flatMap(leads).length;
      const nested = ({ end }: Chain): readonly Chain[] =>
        end.is === 'fork' ? end.ways.flatMap(({ chain }) => [chain, ...nested(chain)]) : [];
      const inForks = [tree.root, ...tree.stray].flatMap(nested);
      const doubled = inForks.filter(({ placed, end }) => placed.length === 0 && end.is !== 'fork').length;
      expect(drawn - doubled).toBe(ways);
    }),
  );
  expect(draftOf([]).steps).toEqual([]);
});
