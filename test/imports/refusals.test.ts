import { expect, test } from 'vitest';
import type { Reason } from '../../imports/reason.ts';
import { Refusals } from '../../imports/refusals.ts';
import { rejection } from '../../imports/rejection.ts';

const refused = (line: number, reason: Reason, rows = 1) =>
  rejection({ line, raw: '' }, { reason, column: 'customer', message: `is ${reason}`, rows });

test('rows are counted by reason, the most frequent first, with what was said of the first', () => {
  const refusals = new Refusals();
  refusals.add([
    refused(3, 'placeholder'),
    refused(5, 'empty', 2),
    refused(9, 'placeholder'),
    refused(4, 'placeholder'),
  ]);
  expect(refusals.rows).toBe(5);
  expect(refusals.all()).toEqual([
    { reason: 'placeholder', column: 'customer', message: 'is placeholder', line: 3, rows: 3 },
    { reason: 'empty', column: 'customer', message: 'is empty', line: 5, rows: 2 },
  ]);
});

test('a flood of one reason hides no other: of each, the first thousand rows are kept', () => {
  const refusals = new Refusals();
  const flood = refusals.add(Array.from({ length: 150_000 }, (_, n) => refused(n, 'empty')));
  expect(flood).toHaveLength(100_000);
  const others = refusals.add(Array.from({ length: 1_500 }, (_, n) => refused(150_000 + n, 'no-time')));
  expect(others).toHaveLength(1_000);
  expect(refusals.rows).toBe(151_500);
});
