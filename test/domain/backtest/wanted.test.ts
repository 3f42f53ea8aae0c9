import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TradeCurve } from '../../../domain/backtest/trade.ts';
import { sharesWanted } from '../../../domain/backtest/wanted.ts';

const CURVE: TradeCurve = {
  gone: 400,
  points: [
    { level: 0.1, share: 0.05, days: 120, calls: 300 },
    { level: 0.2, share: 0.2, days: 60, calls: 500 },
    { level: 0.4, share: 0.5, days: 20, calls: 800 },
  ],
};

describe('the shares of false alarms', () => {
  test('are those that were asked for', () => {
    expect(sharesWanted({ by: 'share', overdue: 0.3, lapsed: 0.1 }, 0.5, CURVE)).toEqual({ overdue: 0.3, lapsed: 0.1 });
  });

  test('are those that fixed days make now, and half of them', () => {
    expect(sharesWanted({ by: 'fixed-days' }, 0.4, CURVE)).toEqual({ overdue: 0.4, lapsed: 0.2 });
  });

  test.each([
    ['only days cost', { message: 0, annoyance: 0, day: 1 }, 0.5],
    ['only messages cost', { message: 1, annoyance: 0, day: 0 }, 0.05],
    ['only annoyance costs', { message: 0, annoyance: 1, day: 0 }, 0.05],
    // 300 × 60 + 15 × 20 + 48,000 · 500 × 60 + 100 × 20 + 24,000 · 800 × 60 + 400 × 20 + 8,000
    ['all cost something', { message: 60, annoyance: 20, day: 1 }, 0.2],
    ['nothing costs', { message: 0, annoyance: 0, day: 0 }, 0.05],
  ])('where %s, are the cheapest', (_, costs, overdue) => {
    expect(sharesWanted({ by: 'costs', ...costs }, 0.4, CURVE)).toEqual({ overdue, lapsed: overdue / 2 });
  });

  test('are none where nothing was tried', () => {
    const costs = { by: 'costs', message: 1, annoyance: 1, day: 1 } as const;
    expect(sharesWanted(costs, 0.4, { gone: 0, points: [] })).toEqual({ overdue: 0, lapsed: 0 });
  });

  test('by costs are those of no point that another undercuts', () => {
    const cost = fc.nat(1_000);
    const costOf = ({ message, annoyance, day }: { message: number; annoyance: number; day: number }, n: number) => {
      const { calls, share, days } = CURVE.points[n] ?? expect.fail('no such point');
      return calls * message + calls * share * annoyance + 400 * days * day;
    };
    fc.assert(
      fc.property(fc.record({ message: cost, annoyance: cost, day: cost }), (costs) => {
        const { overdue } = sharesWanted({ by: 'costs', ...costs }, 0.4, CURVE);
        const chosen = CURVE.points.findIndex(({ share }) => share === overdue);
        for (const n of [0, 1, 2]) expect(costOf(costs, chosen)).toBeLessThanOrEqual(costOf(costs, n));
      }),
    );
  });
});
