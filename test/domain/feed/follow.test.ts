import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Brought } from '../../../domain/feed/change.ts';
import { follow, NOT_FOLLOWED, type Followed, type NewLine, type Picture } from '../../../domain/feed/follow.ts';
import { givenEffectKey } from '../../../domain/keys.ts';

const SETTLE = 15;

/** An entry of a journal, by what it says; `!` at the beginning: an effect was decided. */
const brought = (seq: number, said: string): Brought =>
  said.startsWith('!')
    ? { id: said, kind: 'awaited', effect: givenEffectKey(said) }
    : { id: `${seq}/${said}`, kind: 'move', at: 0, data: { said } };

/** What a store holds of one customer: entries of turns that are over, and what the last attempt at the last turn said. */
class Journal {
  done: string[] = [];
  last: string[] = [];
  turn = 0;
  attempt = 0;

  picture(upTo: number, isThere = true): Picture {
    const all = [...this.done, ...this.last].map((said, at) => brought(at + 1, said));
    return {
      version: `${this.turn}/${this.attempt}`,
      turn: this.turn,
      after: this.done.length,
      completed: all.slice(upTo, this.done.length),
      last: isThere ? all.slice(this.done.length) : null,
    };
  }
}

const entries = fc.array(fc.constantFrom('a', 'b', '!e'), { maxLength: 3 });
const step = fc.oneof(
  fc.record({ is: fc.constantFrom('turn' as const, 'again' as const), entries }),
  fc.record({ is: fc.constant('look' as const), isThere: fc.boolean() }),
  fc.record({ is: fc.constant('time' as const), by: fc.constantFrom(1, SETTLE) }),
);

const folded = (lines: readonly NewLine[]): readonly string[] => {
  const told = new Set<string>();
  for (const { kind, id } of lines) {
    if (kind !== 'withdrawn') expect(told.has(id)).toBe(false);
    if (kind === 'withdrawn') expect(told.delete(id)).toBe(true);
    else told.add(id);
  }
  return [...told].toSorted();
};

test('whatever attempts are lost and whenever it is looked at, what was told and not withdrawn is what the journal says', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const journal = new Journal();
      let [was, now]: [Followed, number] = [NOT_FOLLOWED, 1_000];
      const lines: NewLine[] = [];
      const look = (isThere: boolean) => {
        const { next, lines: more, again } = follow(was, journal.picture(was.upTo, isThere), now, SETTLE);
        lines.push(...more);
        was = next;
        if (again !== null) expect(again).toBeGreaterThan(now);
        return again;
      };
      for (const one of steps) {
        if (one.is === 'time') now += one.by;
        else if (one.is === 'look') look(one.isThere);
        else {
          if (one.is === 'turn') [journal.done, journal.turn] = [[...journal.done, ...journal.last], journal.turn + 1];
          [journal.last, journal.attempt] = [one.entries, journal.attempt + 1];
        }
      }
      // It is looked at for as long as it wants to be, and then not before something is written.
      for (let again = look(true); again !== null; again = look(true)) now = again;
      const all = [...journal.done, ...journal.last].map((said, at) => brought(at + 1, said));
      expect(folded(lines)).toEqual(
        all
          .filter(({ kind }) => kind !== 'awaited')
          .map(({ id }) => id)
          .toSorted(),
      );
    }),
  );
});

test('an effect is awaited from when it is told, once, and no longer where its turn said otherwise after all', () => {
  const journal = new Journal();
  [journal.turn, journal.last] = [1, ['a', '!e']];
  const first = follow(NOT_FOLLOWED, journal.picture(0), 0, SETTLE);
  expect(first).toMatchObject({ lines: [], again: SETTLE, next: { awaited: [] } });
  const second = follow(first.next, journal.picture(0), SETTLE, SETTLE);
  expect(second).toMatchObject({
    lines: [{ id: '1/a' }],
    again: null,
    next: { awaited: [{ effect: '!e', since: 15 }] },
  });
  [journal.attempt, journal.last] = [1, ['b']];
  const third = follow(second.next, journal.picture(0), 40, SETTLE);
  expect(third).toMatchObject({ lines: [], again: 55 });
  const fourth = follow(third.next, journal.picture(0), 55, SETTLE);
  expect(fourth.lines).toEqual([
    { kind: 'withdrawn', id: '1/a', of: 'move' },
    { id: '1/b', kind: 'move', at: 0, data: { said: 'b' } },
  ]);
  expect(fourth.next.awaited).toEqual([]);
});
