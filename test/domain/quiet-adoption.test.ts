import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rulesIn } from '../../domain/decision/adopt-rules.ts';
import { decide } from '../../domain/decision/decide.ts';
import { publishScoring, publishSilence, wakingAnew, type Playbook } from '../../domain/playbook.ts';
import { quietlyAdopted } from '../../domain/decision/quiet-adoption.ts';
import type { Rhythm } from '../../domain/silence/rhythm.ts';
import { NEW_CUSTOMER, type CustomerState } from '../../domain/decision/state.ts';
import { DAY } from '../../domain/time.ts';
import { aJourney, aPlaybook, aPurchase, CUSTOMER_KEY, NOON } from '../builders.ts';

const waiting = aJourney({
  id: 'come-back',
  enter: { on: 'silence', stage: 'overdue' },
  steps: [
    { id: 'show', type: 'place', placement: 'banner', slot: 'home', title: 'Hello', body: 'Again', for: '5d' },
    { id: 'bye', type: 'stop', reason: 'shown' },
  ],
});
const BEFORE = aPlaybook([waiting]);
const circumstances = { customer: CUSTOMER_KEY, timezone: 'UTC', sandbox: false };

const RHYTHM: Rhythm = {
  fittedAt: NOON,
  customers: 2_357,
  repeaters: 946,
  fit: { by: 'mbg-nbd', parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }, overdue: 0.5, lapsed: 0.2 },
  firstGap: { overdueDays: 60, lapsedDays: 150, gaps: 900 },
  floorDays: 7,
  capDays: 365,
  spend: null,
  meanOrder: 3_500,
};

const cut = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 4, maxLength: 4 });
const ascending = (cuts: readonly number[]) => cuts.toSorted((a, b) => a - b);
/** Other rules, published at noon. */
const published: fc.Arbitrary<Playbook> = fc.oneof(
  fc
    .record({ overdueDays: fc.integer({ min: 5, max: 200 }), more: fc.integer({ min: 1, max: 200 }) })
    .map(({ overdueDays, more }) => {
      return publishSilence(BEFORE, { ...BEFORE.silence, overdueDays, lapsedDays: overdueDays + more }, NOON);
    }),
  fc.constant(publishSilence(BEFORE, { ...BEFORE.silence, rhythm: RHYTHM }, NOON)),
  fc.constant(wakingAnew({ ...BEFORE, version: 2 }, NOON)),
  cut.map((cuts) =>
    publishScoring(BEFORE, { ...BEFORE.scoring, recency: { cuts: ascending(cuts), edge: 'at-most' } }, NOON),
  ),
  cut.map((cuts) =>
    publishScoring(BEFORE, { ...BEFORE.scoring, frequency: { cuts: ascending(cuts), edge: 'reached' } }, NOON),
  ),
);
const history = fc.uniqueArray(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 });

function livedUntil(days: readonly number[], asOf: number) {
  const events = days.map((ago, n) => aPurchase({ id: `o-${n}`, at: NOON - ago * DAY, silent: true }));
  const given = { ...circumstances, playbook: BEFORE, state: NEW_CUSTOMER, events, orders: new Map() };
  return decide({ ...given, now: NOON - asOf * DAY });
}

/** What somebody is, but for how often they were asked. */
function meaning({ turn: _turn, seq: _seq, seen: _seen, ...rest }: CustomerState) {
  return rest;
}

describe('somebody who adopts rules asleep', () => {
  test('comes to the same, at every later time and with every later purchase, as by a decision of their own', () => {
    const later = fc.record({
      days: fc.integer({ min: 0, max: 400 }),
      bought: fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 3 }),
    });
    let quiet = 0;
    fc.assert(
      fc.property(history, published, later, (days, playbook, { days: passed, bought }) => {
        const { state, next: wakes } = livedUntil(days, 0);
        const adopted = quietlyAdopted({ ...circumstances, playbook, state, now: NOON + DAY / 2 }, wakes);
        if (adopted === null) return;
        quiet += 1;
        const events = bought.map((day, n) => aPurchase({ id: `n-${n}`, at: NOON + DAY + day * DAY }));
        const now = NOON + DAY + passed * DAY;
        const go = (from: CustomerState) =>
          decide({ ...circumstances, playbook, state: from, events, orders: new Map(), now });
        const [one, other] = [go(adopted.state), go(state)];
        expect(meaning(one.state)).toEqual(meaning(other.state));
        expect([one.next, one.effects.map(({ kind }) => kind)]).toEqual([
          other.next,
          other.effects.map(({ kind }) => kind),
        ]);
        // The adoption itself is the only entry that is missing.
        const told = ({ entries }: typeof one) =>
          entries.map(({ at, score, segment, move }) => [at, score, segment, move]);
        expect(told(one)).toEqual(told(other).slice(1));
      }),
      { numRuns: 400 },
    );
    expect(quiet).toBeGreaterThan(40);
  });

  test('would not have woken any sooner for it, and keeps turn, journal and time', () => {
    fc.assert(
      fc.property(history, published, (days, playbook) => {
        const { state, next: wakes } = livedUntil(days, 0);
        const adopted = quietlyAdopted({ ...circumstances, playbook, state, now: NOON }, wakes);
        if (adopted === null) return;
        expect(adopted.next?.at ?? Infinity).toBeGreaterThanOrEqual(wakes?.at ?? Infinity);
        const { turn, seq, asOf, rules } = adopted.state;
        expect([turn, seq, asOf]).toEqual([state.turn, state.seq, state.asOf]);
        expect(rules).toEqual(rulesIn(playbook));
      }),
      { numRuns: 200 },
    );
  });
});

describe('somebody has to decide', () => {
  const adoptionOf = (days: readonly number[], playbook: Playbook) => {
    const { state, next } = livedUntil(days, 0);
    return quietlyAdopted({ ...circumstances, playbook, state, now: NOON }, next);
  };

  test('where a stage of silence has begun by the new rules, or begins sooner', () => {
    const shorter = publishSilence(BEFORE, { ...BEFORE.silence, overdueDays: 50, lapsedDays: 100 }, NOON);
    expect(adoptionOf([70], shorter)).toBeNull();
    expect(adoptionOf([45], shorter)).toBeNull();
  });

  test('where the score is another', () => {
    const stricter = { ...BEFORE.scoring, frequency: { cuts: [5, 10, 20, 40], edge: 'reached' as const } };
    expect(adoptionOf([10, 20, 30], publishScoring(BEFORE, stricter, NOON))).toBeNull();
  });

  test('and not where everybody only has to look ahead anew, and sees what they saw', () => {
    const anew = wakingAnew({ ...BEFORE, version: 2 }, NOON);
    expect(adoptionOf([10], anew)?.state).toMatchObject({ playbook: 2, rules: { scoring: 1, silence: 1, wakes: 2 } });
  });

  test('and not where silence begins later or their score changes first, or nothing can follow any more', () => {
    const sooner = publishSilence(BEFORE, { ...BEFORE.silence, overdueDays: 50, lapsedDays: 100 }, NOON);
    expect(adoptionOf([10], sooner)?.state.limits?.overdueAt).toBe(NOON + 40 * DAY);
    const longer = publishSilence(BEFORE, { ...BEFORE.silence, overdueDays: 100, lapsedDays: 200 }, NOON);
    expect(adoptionOf([10], longer)?.state.limits?.overdueAt).toBe(NOON + 90 * DAY);
    const fitted = publishSilence(BEFORE, { ...BEFORE.silence, rhythm: RHYTHM }, NOON);
    expect(adoptionOf([600, 620, 640], fitted)).toMatchObject({ next: null, state: { rules: { silence: 2 } } });
  });
});
