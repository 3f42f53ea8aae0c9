import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampled } from '../../../domain/measure/sampled.ts';

test('whoever has looked at everybody knows', () => {
  expect(sampled({ of: 40, converted: 7 }, 40)).toEqual({ about: 7, from: 7, to: 7 });
  expect(sampled({ of: 0, converted: 0 }, 0)).toEqual({ about: 0, from: 0, to: 0 });
});

test('a sample is widened by chance, and never beyond what is certain', () => {
  expect(sampled({ of: 500, converted: 125 }, 20_000)).toEqual({ about: 5_000, from: 4_280, to: 5_796 });
  expect(sampled({ of: 500, converted: 0 }, 20_000)).toEqual({ about: 0, from: 0, to: 153 });
  expect(sampled({ of: 0, converted: 0 }, 20_000)).toMatchObject({ from: 0, to: 20_000 });
});

test('what was seen lies within what is said', () => {
  const counts = fc.integer({ min: 1, max: 500 }).chain((of) =>
    fc.record({
      of: fc.constant(of),
      converted: fc.integer({ min: 0, max: of }),
      more: fc.integer({ min: 0, max: 1e6 }),
    }),
  );
  fc.assert(
    fc.property(counts, ({ of, converted, more }) => {
      const { about, from, to } = sampled({ of, converted }, of + more);
      expect(from).toBeGreaterThanOrEqual(converted);
      expect(to).toBeLessThanOrEqual(converted + more);
      expect([from <= about, about <= to]).toEqual([true, true]);
    }),
  );
});
