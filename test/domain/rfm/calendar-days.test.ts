import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refold } from '../../../domain/decision/apply-event.ts';
import { buyingDays } from '../../../domain/ledger/ledger.ts';
import { countedIn, DEFAULT_SCORING, type ScoringModel } from '../../../domain/scoring/model.ts';
import { nextScoreChange } from '../../../domain/scoring/next-change.ts';
import { recencyDays, scoreOf } from '../../../domain/scoring/score.ts';
import { scoreLabel } from '../../../domain/scoring/scores.ts';
import { totalsOf } from '../../../domain/ledger/totals.ts';
import { NEW_CUSTOMER } from '../../../domain/decision/state.ts';
import { DAY, HOUR, isoTime, MINUTE, utcDay, type Instant } from '../../../domain/time.ts';
import { parseMoment } from '../../../imports/cells/moment.ts';
import { aPurchase, at } from '../../builders.ts';

const zones = fc.constantFrom('Europe/Berlin', 'America/Havana', 'Pacific/Kiritimati', 'Australia/Lord_Howe', 'UTC');

/** Days, windows and frequencies by the calendar, so short that everything happens within two weeks. */
function calendarOf(zone: string): ScoringModel {
  return {
    ...DEFAULT_SCORING,
    windowDays: 5,
    days: 'calendar',
    frequencyOf: 'days',
    counts: countedIn(DEFAULT_SCORING.counts, zone),
    recency: { cuts: [0, 1, 2, 7], edge: 'at-most' },
  };
}

function ledgerOf(instants: readonly Instant[], zone: string) {
  const orders = instants.map((instant, n) => aPurchase({ id: `o-${n}`, at: instant, amount: 1 }));
  return refold(NEW_CUSTOMER, orders, countedIn(DEFAULT_SCORING.counts, zone)).ledger;
}

/** The date as the platform writes it, without the library that the code uses; as a number of days. */
function dateOf(instant: Instant, timeZone: string): number {
  return utcDay(Date.parse(`${new Date(instant).toLocaleDateString('sv-SE', { timeZone })}T00:00:00Z`));
}

function naiveLabel(instants: readonly Instant[], model: ScoringModel, zone: string, now: Instant): string {
  const today = dateOf(now, zone);
  const dates = instants.map((instant) => dateOf(instant, zone));
  const inside = new Set(dates.filter((date) => today - date <= (model.windowDays ?? Infinity)));
  const r = 5 - model.recency.cuts.filter((cut) => today - Math.max(...dates) > cut).length;
  const f = 1 + model.frequency.cuts.filter((cut) => inside.size >= cut).length;
  return `R${r}F${f}M-`;
}

function labelOf(ledger: ReturnType<typeof ledgerOf>, model: ScoringModel, now: Instant): string | null {
  const totals = totalsOf(ledger, { engagedAt: null }, model, now);
  return totals && scoreLabel(scoreOf(totals, model, now));
}

/** Around both moves of the clocks of Europe and of Cuba. */
const start = fc.constantFrom(
  '2026-03-08T12:00:00Z',
  '2026-03-29T12:00:00Z',
  '2026-10-25T12:00:00Z',
  '2026-11-01T12:00:00Z',
);

describe('calendar days are those of the zone', () => {
  test('scores, and the instants at which they change, follow the dates on the wall', () => {
    const lives = fc.array(fc.nat(9 * 24 * 60), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(zones, start, lives, fc.nat(14 * 24 * 60), (zone, from, minutes, later) => {
        const now = at(from);
        const model = calendarOf(zone);
        const instants = minutes.map((ago) => now - ago * MINUTE);
        const ledger = ledgerOf(instants, zone);
        const label = naiveLabel(instants, model, zone, now);
        expect(labelOf(ledger, model, now)).toBe(label);
        const change = nextScoreChange(ledger, { engagedAt: null }, model, now);
        const looked = now + later * MINUTE;
        if (change === null || looked < change.at) {
          expect(naiveLabel(instants, model, zone, looked)).toBe(label);
          return;
        }
        expect(naiveLabel(instants, model, zone, change.at - 1)).toBe(label);
        expect(scoreLabel(change.scores)).toBe(naiveLabel(instants, model, zone, change.at));
        expect(scoreLabel(change.scores)).not.toBe(label);
      }),
      { numRuns: 300 },
    );
  });

  test('an order dated only by its date lies on that date, and is as many days old as the calendar says', () => {
    const date = fc
      .integer({ min: 0, max: 3_650 })
      .map((n) => isoTime(at('2020-01-01T00:00:00Z') + n * DAY).slice(0, 10));
    fc.assert(
      fc.property(zones, date, fc.nat(400), fc.nat(24 * 60 - 1), (zone, written, days, minute) => {
        const bought = parseMoment(written, zone) ?? NaN;
        expect(buyingDays(ledgerOf([bought], zone))).toEqual([utcDay(at(`${written}T00:00:00Z`))]);
        const day = isoTime(at(`${written}T00:00:00Z`) + days * DAY).slice(0, 10);
        const clock = isoTime(minute * MINUTE).slice(11, 19);
        expect(recencyDays(bought, calendarOf(zone), parseMoment(`${day} ${clock}`, zone) ?? NaN)).toBe(days);
      }),
    );
  });

  test('in Berlin, an order of the twelfth is of today until midnight there', () => {
    const bought = parseMoment('2026-01-12', 'Europe/Berlin') ?? NaN;
    expect(isoTime(bought)).toBe('2026-01-11T23:00:00.000Z');
    const [berlin, utc] = [calendarOf('Europe/Berlin'), calendarOf('UTC')];
    const evening = at('2026-01-12T22:59:59Z');
    expect([recencyDays(bought, berlin, evening), recencyDays(bought, utc, evening)]).toEqual([0, 1]);
    const change = nextScoreChange(
      ledgerOf([bought], 'Europe/Berlin'),
      { engagedAt: null },
      berlin,
      evening - 10 * HOUR,
    );
    expect(change && isoTime(change.at)).toBe('2026-01-12T23:00:00.000Z');
  });
});
