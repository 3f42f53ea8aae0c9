import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countedIn, DEFAULT_SCORING } from '../../../domain/scoring/model.ts';
import { distributionOf } from '../../../domain/scoring/population.ts';
import { quantileCuts } from '../../../domain/scoring/quantile.ts';
import { daysAtCuts, recenciesOf } from '../../../domain/scoring/recencies.ts';
import { recencyDays } from '../../../domain/scoring/score.ts';
import { dayOf } from '../../../domain/time-zone.ts';
import { DAY, HOUR, MINUTE } from '../../../domain/time.ts';
import { NOON } from '../../builders.ts';

const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Havana', 'Pacific/Kiritimati');
const model = fc
  .tuple(fc.constantFrom('elapsed' as const, 'calendar' as const), zones)
  .map(([days, zone]) => ({ days, counts: countedIn(DEFAULT_SCORING.counts, zone), zone }));
const instants = fc.array(
  fc.integer({ min: 0, max: 60 * 24 * 60 }).map((ago) => NOON - ago * MINUTE),
  {
    minLength: 1,
    maxLength: 80,
  },
);

test('quantiles are taken over the days that the model scores by, elapsed ones to the minute', () => {
  fc.assert(
    fc.property(model, instants, fc.integer({ min: 3, max: 9 }), fc.nat(DAY), (counted, lasts, bins, later) => {
      const asOf = NOON + later;
      const lastDays = distributionOf(lasts.map((at) => dayOf(at, counted.zone)));
      const wanted = daysAtCuts(lastDays, bins, counted);
      const exact = lasts.filter((at) => wanted.includes(dayOf(at, counted.zone)));
      const found = recenciesOf(lastDays, exact, counted, asOf);
      const truth = distributionOf(lasts.map((at) => recencyDays(at, counted, asOf)));
      expect(quantileCuts(found, bins)).toEqual(quantileCuts(truth, bins));
      expect(found.reduce((sum, [, count]) => sum + count, 0)).toBe(lasts.length);
    }),
    { numRuns: 500 },
  );
});

test('an action eleven hours ago, yesterday by the calendar, is none of the elapsed days old', () => {
  const [last, now] = [NOON - 13 * HOUR, NOON - 2 * HOUR];
  const lastDays = distributionOf([dayOf(last, 'UTC')]);
  const at = (days: 'elapsed' | 'calendar') => recenciesOf(lastDays, [last], { ...DEFAULT_SCORING, days }, now);
  expect([at('elapsed'), at('calendar')]).toEqual([[[0, 1]], [[1, 1]]]);
});
