import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathText, shownKey } from '../../domain/problem.ts';

test.each<readonly [keys: readonly PropertyKey[], path: string]>([
  [[], ''],
  [['steps'], 'steps'],
  [['steps', 2, 'next'], 'steps[2].next'],
  [[3, 'amount'], '[3].amount'],
  [['rows', 0, 1], 'rows[0][1]'],
  [['data', '2'], 'data.2'],
])('the path of %j is %j', (keys, path) => {
  expect(pathText(keys)).toBe(path);
});

test('a key is never shown longer than 64 characters, nor as text that cannot be stored', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (key) => {
      const shown = shownKey(`${key}\ud800`);
      expect(shown.length).toBeLessThanOrEqual(64);
      expect(shown.isWellFormed()).toBe(true);
      if (key.length < 64) expect(shown).toBe(`${key}\ufffd`);
    }),
  );
});
