import fc from 'fast-check';
import { takenAt, type CustomerEvent } from '../../../domain/events/event.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aKey, aPurchase, aRefund, NOON } from '../../builders.ts';
import { Life, withLoyalty } from './life.ts';

export const IDS = ['bronze', 'silver', 'gold'];

/** A ladder of three with random rules; thresholds rise. */
export const ladder = fc
  .record({
    window: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 60 })),
    valid: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 60 })),
    grace: fc.nat(20),
    downgrade: fc.constantFrom('none' as const, 'one-step' as const, 'requalify' as const),
    mins: fc.tuple(fc.constantFrom(0, 50), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 })),
  })
  .map(({ mins: [a, b, c], ...rest }) => ({ ...rest, mins: [a, a + b, a + b + c] }));
export type Ladder = typeof ladder extends fc.Arbitrary<infer Value> ? Value : never;

export function draftOf({ window, valid, grace, downgrade, mins }: Ladder) {
  return {
    earn: [],
    tiers: {
      metric: { by: 'spend' },
      window: window === null ? { by: 'lifetime' } : { by: 'rolling', days: window },
      validity: valid === null ? { by: 'forever' } : { by: 'days', days: valid },
      graceDays: grace,
      downgrade,
      levels: IDS.map((id, place) => ({ id, name: id, min: mins[place] })),
    },
  };
}

/** Orders within some months, and refunds of them; some is learned late. */
export const events = fc
  .array(fc.record({ at: fc.nat(100 * 24), amount: fc.nat(400), refund: fc.option(fc.nat(400)), late: fc.nat(200) }), {
    maxLength: 15,
  })
  .map((all) =>
    all.flatMap(({ at, amount, refund, late }, n): readonly CustomerEvent[] => {
      const when = NOON + at * HOUR;
      const seenAt = when + late * HOUR;
      const bought = aPurchase({ id: `o-${n}`, at: when, seenAt, amount });
      if (refund === null) return [bought];
      return [bought, aRefund({ id: `r-${n}`, at: seenAt, order: aKey(`o-${n}`), amount: refund })];
    }),
  )
  .map((all) => all.toSorted((a, b) => takenAt(a) - takenAt(b) || a.at - b.at || (a.key < b.key ? -1 : 1)));

/** What was spent in the window up to a day, straight from the events that are known. */
function spent(known: readonly CustomerEvent[], day: number, { window }: Ladder): number {
  const orders = known.filter((event) => event.kind === 'purchase');
  return orders.reduce((sum, { key, at, amount }) => {
    const refunds = known.filter((event) => event.kind === 'refund' && event.order === key);
    const left = Math.max(
      0,
      amount - refunds.reduce((all, event) => all + (event.kind === 'refund' ? event.amount : 0), 0),
    );
    return window === null || Math.floor(at / DAY) > day - window ? sum + left : sum;
  }, 0);
}

/** Goes through every day and every event, by the rules as people read them. */
function naiveTier(all: readonly CustomerEvent[], rules: Ladder, end: number): string | null {
  let held = -1;
  let until: number | null = null;
  let grace: number | null = null;
  const hold = (place: number, day: number) => {
    held = place;
    grace = null;
    until = place < 0 || rules.mins[place] === 0 || rules.valid === null ? null : day + rules.valid;
  };
  const look = (known: readonly CustomerEvent[], day: number): void => {
    const value = spent(known, day, rules);
    const reached = rules.mins.findLastIndex((min) => min <= value);
    if (reached > held) return hold(reached, day);
    if (held < 0) return;
    const keeps = reached >= held;
    if (grace !== null && keeps) return hold(held, day);
    if (grace === null && until !== null && day >= until) {
      if (keeps || rules.downgrade === 'none') return hold(held, day);
      grace = day + rules.grace;
    }
    if (grace === null || day < grace) return;
    hold(rules.downgrade === 'one-step' ? held - 1 : reached, day);
    look(known, day);
  };
  const first = all[0];
  if (first === undefined) return null;
  let known: readonly CustomerEvent[] = [];
  for (let day = Math.floor(takenAt(first) / DAY); day <= Math.floor(end / DAY); day += 1) {
    if (known.length > 0) look(known, day);
    for (const event of all.filter((one) => Math.floor(takenAt(one) / DAY) === day)) {
      look(known, day);
      known = [...known, event];
      look(known, day);
    }
  }
  return IDS[held] ?? null;
}

/** What of invariant 8 a life breaks: a tier is a pure function of its metric, validity and grace. */
export function brokenByTiers(all: readonly CustomerEvent[], rules: Ladder): readonly string[] {
  const life = new Life(withLoyalty(draftOf(rules)));
  for (const event of all) life.take(takenAt(event), event);
  const end = Math.max(NOON, ...all.map(takenAt)) + 90 * DAY;
  life.take(end);
  const should = naiveTier(all, rules, end);
  return life.tier === should ? [] : [`8, tiers: ${life.tier} instead of ${should}`];
}
