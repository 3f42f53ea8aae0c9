import { expect, test } from 'vitest';
import { jsonSize } from '../../domain/json-size.ts';

test('the size of something is that of its JSON, and is worked out once', () => {
  let asked = 0;
  const value = { toJSON: () => ({ asked: (asked += 1), text: 'hello' }) };
  expect([jsonSize(value), jsonSize(value)]).toEqual([26, 26]);
  expect(asked).toBe(1);
  expect(jsonSize({ text: 'hello' })).toBe(16);
});
