import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asksIn } from '../../../domain/behaviour/asks.ts';
import { behaviourOf } from '../../../domain/behaviour/note.ts';
import { differencesOf, stateAt } from '../../../domain/decision/rebuild.ts';
import type { CustomerEvent } from '../../../domain/events/event.ts';
import { customerKey } from '../../../domain/keys.ts';
import { condense, condensedTogether, expanded, sizeOf, type Condensed } from '../../../domain/privacy/condense.ts';
import { eventsKeptFrom, purgeTo } from '../../../domain/privacy/retention.ts';
import { DAY, type Instant } from '../../../domain/time.ts';
import {
  aKey,
  anActivity,
  anIdentify,
  aPlaybook,
  aProfileChange,
  aPurchase,
  aRefund,
  aSummary,
  CUSTOMER,
  NOON,
} from '../../builders.ts';
import { WORKSPACE } from '../../contract/rows.ts';
import { life, lifeOfManyRefunds, summedUpLife } from '../decide/events.arbitrary.ts';

const NOTHING: Condensed = { purchases: [], activities: [] };
const key = customerKey(WORKSPACE, CUSTOMER);
const ASKS = asksIn([
  { did: 'purchase', times: 2 },
  { did: 'refund', times: 1 },
  { did: 'view', times: 3 },
  { did: 'identify', times: 1 },
]);

/** What is kept of a history: the events that stay, and what the others have come to. */
interface Kept {
  readonly events: readonly CustomerEvent[];
  readonly condensed: Condensed;
}

const read = ({ events, condensed }: Kept): readonly CustomerEvent[] => [
  ...events,
  ...expanded(condensed, { key, customer: CUSTOMER, part: 0 }),
];

function purged({ events, condensed }: Kept, until: Instant): Kept {
  const before = expanded(condensed, { key, customer: CUSTOMER, part: 0 });
  const parts = condense(events, until, ASKS, before);
  const gone = new Set(parts.flatMap((part) => part.gone));
  return {
    events: events.filter((event) => !gone.has(event.key)),
    condensed: parts.reduce((all, { into }) => condensedTogether(all, into), condensed),
  };
}

describe('condensing what is not kept', () => {
  const counts = { ...aPlaybook().scoring.counts, actions: ['purchase', 'view'], signs: 'any' as const };
  const base = aPlaybook();
  const other = { ...base, scoring: { ...base.scoring, counts: { ...base.scoring.counts, actions: counts.actions } } };

  test('leaves the state that the whole history folds to, by these rules and by others, however often it is done', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 3 });
    const lives = fc.oneof(life, summedUpLife, lifeOfManyRefunds);
    fc.assert(
      fc.property(lives, cuts, (history, days) => {
        const whole: Kept = { events: history, condensed: NOTHING };
        const kept = days.toSorted((a, b) => b - a).reduce((one, ago) => purged(one, NOON - ago * DAY), whole);
        for (const playbook of [base, other]) {
          for (const at of [NOON, NOON - Math.min(...days) * DAY]) {
            const before = stateAt(history, playbook, at, 'UTC');
            const after = stateAt(read(kept), playbook, at, 'UTC');
            expect(differencesOf(before, after, playbook)).toEqual([]);
          }
        }
        expect(behaviourOf(read(kept), ASKS)).toEqual(behaviourOf(history, ASKS));
      }),
      { numRuns: 60 },
    );
  });

  const old = NOON - 500 * DAY;
  const history = [
    aPurchase({ id: 'o-1', at: old, amount: 1_000 }),
    aRefund({ id: 'r-1', order: aKey('o-1'), at: old + DAY, amount: 400 }),
    aPurchase({ id: 'o-2', at: old, amount: 1_000 }),
    aRefund({ id: 'r-2', order: aKey('o-2'), at: old + DAY, amount: 1_000 }),
    aPurchase({ id: 'o-3', at: old, amount: 1_000 }),
    aRefund({ id: 'r-3', order: aKey('o-3'), at: NOON - DAY, amount: 1 }),
    aRefund({ id: 'r-4', order: aKey('o-unknown'), at: old, amount: 1 }),
    anActivity({ id: 'v-1', at: old }),
    anActivity({ id: 'v-2', at: NOON }),
    anIdentify({ id: 'i-1', at: old, attributes: { plan: 'gold' } }),
    anIdentify({ id: 'i-2', at: old + DAY, attributes: { plan: 'basic' } }),
    anIdentify({ id: 'i-3', at: old - DAY, attributes: {}, replaces: true }),
    aProfileChange({ id: 'p-1', at: old, consent: { email: true } }),
    aSummary({ id: 's-1', at: old - 9 * DAY, actions: 2, lastActionAt: old - 10 * DAY, monetary: 9 }),
    aSummary({ id: 's-2', at: old - 8 * DAY, actions: 3, lastActionAt: old - 10 * DAY, monetary: 9 }),
  ];
  const keptOf = (asks = asksIn([])) => {
    const parts = condense(history, NOON - 400 * DAY, asks);
    const gone = new Set(parts.flatMap((part) => part.gone));
    const condensed = parts.reduce((all, { into }) => condensedTogether(all, into), NOTHING);
    return { left: history.filter((event) => !gone.has(event.key)).map((event) => event.key), condensed };
  };

  test('keeps what still decides something: younger parts of orders, what holds of attributes, the profile, the last summary', () => {
    const { left, condensed } = keptOf();
    expect(left).toEqual(['o-3', 'r-3', 'r-4', 'v-2', 'i-2', 'i-3', 'p-1', 's-2'].map(aKey));
    expect(condensed).toEqual({
      purchases: [[old, old, 600]],
      activities: [{ type: 'view', at: [[old, old]] }],
    });
    expect(sizeOf(condensed)).toBe(2);
  });

  test('keeps what the playbook asks about by more than its time, with the order that it belongs to', () => {
    expect(keptOf(asksIn([{ did: 'view', times: 2 }])).left).not.toContain(aKey('v-1'));
    const purchases = keptOf(asksIn([{ did: 'purchase', times: 1 }])).left;
    expect(purchases).toEqual(expect.arrayContaining(['o-1', 'r-1', 'o-2', 'r-2'].map(aKey)));
  });

  test('takes very many events in parts', () => {
    const views = Array.from({ length: 2_500 }, (_, n) => anActivity({ id: `v-${n}`, at: old + n }));
    const parts = condense(views, NOON, asksIn([]));
    expect(parts.map(({ gone }) => gone.length)).toEqual([1_000, 1_000, 500]);
    expect(parts.map(({ into }) => sizeOf(into))).toEqual([1_000, 1_000, 500]);
  });
});

describe('what is kept', () => {
  test('is purged a day after it could have been refused, and what was purged is refused for good', () => {
    expect(purgeTo(undefined, 'events', NOON)).toBeNull();
    expect(purgeTo({ days: { audit: 365 } }, 'events', NOON)).toBeNull();
    expect(purgeTo({ days: { events: 400 } }, 'events', NOON)).toBe(NOON - 401 * DAY);
    expect(eventsKeptFrom(undefined, NOON)).toBe(-Infinity);
    expect(eventsKeptFrom({ days: { events: 400 } }, NOON)).toBe(NOON - 400 * DAY);
    const longer = { days: {}, to: { events: NOON - 401 * DAY } };
    expect(eventsKeptFrom(longer, NOON)).toBe(NOON - 401 * DAY + 1);
  });
});
