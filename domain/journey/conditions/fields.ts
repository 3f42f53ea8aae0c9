import { attributeOf } from '../../attributes/attributes.ts';
import { isAttributeName } from '../../attributes/name.ts';
import { LONGEST_FACT_NAME } from '../../events/event-facts.ts';
import { activePoints } from '../../loyalty/account.ts';
import { zoneOf } from '../../scoring/model.ts';
import { recencyDays } from '../../scoring/score.ts';
import { trajectoryOf, trajectoryReadAt } from '../../scoring/trajectory.ts';
import { hourAt, WEEKDAYS, weekdayAt } from '../../local-time.ts';
import { isPayloadName } from '../payload.ts';
import { zoneOfCustomer } from '../walk/context.ts';
import { daysChangeAt, hourChangesAt, totalChangesAt, weekdayChangesAt } from './changes.ts';
import { channelField } from './channel-fields.ts';
import { ANY_COUNT, type Field, type Possible } from './field.ts';
import { loyaltyField, REFERRED, referredAs } from './loyalty-fields.ts';

const NO_MONEY: Possible = {
  kind: 'nothing',
  because: 'money has no score in this workspace; publish a scoring model with amounts first',
};

/** Every field of the customer. A condition that names another one is not accepted. */
const FIELDS = {
  segment: {
    read: ({ state }) => state.standing?.segment,
    possible: () => ({ kind: 'names', names: null }),
    says: 'its id',
  },
  'score.r': {
    read: ({ state }) => state.standing?.scores.r,
    possible: ({ r }) => ({ kind: 'whole number', from: 1, to: r }),
    says: 'from 1 up',
  },
  'score.f': {
    read: ({ state }) => state.standing?.scores.f,
    possible: ({ f }) => ({ kind: 'whole number', from: 1, to: f }),
    says: 'from 1 up',
  },
  'score.m': {
    read: ({ state }) => state.standing?.scores.m,
    possible: ({ m }) => (m === null ? NO_MONEY : { kind: 'whole number', from: 1, to: m }),
    says: 'from 1 up; none where money has no score',
  },
  silence: {
    read: ({ state }) => state.silence,
    possible: () => ({ kind: 'names', names: ['none', 'active', 'overdue', 'lapsed'] }),
    says: 'none, active, overdue, lapsed',
  },
  trajectory: {
    read: ({ state, playbook: { scoring }, at }) =>
      trajectoryOf(state, scoring.trajectory, at, zoneOf(scoring.counts))?.is,
    changesAt: ({ state, playbook: { scoring }, at }) =>
      state.ledger.orders === 0 ? Infinity : trajectoryReadAt(at, zoneOf(scoring.counts)),
    possible: () => ({ kind: 'names', names: ['growing', 'steady', 'declining', 'new'] }),
    says: 'growing, steady, declining, new',
  },
  'totals.orders': {
    read: ({ reading }) => reading.totals()?.orders ?? 0,
    changesAt: (context, comparison) => totalChangesAt(context, comparison, ({ orders }) => orders),
    possible: () => ANY_COUNT,
    says: 'within the window of the scoring model',
  },
  'totals.revenue': {
    read: ({ reading }) => reading.totals()?.revenue ?? 0,
    changesAt: (context, comparison) => totalChangesAt(context, comparison, ({ revenue }) => revenue),
    possible: () => ANY_COUNT,
    says: 'within the window of the scoring model; minor units',
  },
  'days-since-last': {
    read: ({ reading, playbook, at }) => {
      const totals = reading.totals();
      return totals && recencyDays(totals.lastPurchaseAt, playbook.scoring, at);
    },
    changesAt: daysChangeAt,
    possible: () => ANY_COUNT,
    says: 'since the last purchase',
  },
  'time.hour': {
    read: (context) => hourAt(context.at, zoneOfCustomer(context)),
    changesAt: hourChangesAt,
    possible: () => ({ kind: 'whole number', from: 0, to: 23 }),
    says: 'of the day, in the zone of the customer, 0 to 23',
  },
  'time.weekday': {
    read: (context) => weekdayAt(context.at, zoneOfCustomer(context)),
    changesAt: weekdayChangesAt,
    possible: () => ({ kind: 'names', names: WEEKDAYS }),
    says: 'in the zone of the customer, monday to sunday',
  },
  tier: {
    read: ({ state }) => state.loyalty?.tier?.tier,
    possible: () => ({ kind: 'names', names: null }),
    says: 'its id; none where no tier is held',
  },
  badges: {
    read: ({ state }) => Object.keys(state.loyalty?.badges ?? {}).length,
    possible: () => ANY_COUNT,
    says: 'how many they have',
  },
  points: {
    read: ({ state }) => (state.loyalty === undefined ? 0 : activePoints(state.loyalty.account)),
    possible: () => ANY_COUNT,
    says: 'that can be spent',
  },
  referrals: {
    read: ({ state }) => state.loyalty?.referral?.brings ?? 0,
    possible: () => ANY_COUNT,
    says: 'how many they brought who bought, and whose order was not given back',
  },
  referred: {
    read: ({ state }) => referredAs(state.loyalty?.referral),
    possible: () => ({ kind: 'names', names: REFERRED }),
    says: 'whether another customer brought them: no, came, bought, rewarded',
  },
} as const satisfies Readonly<Record<string, Field>>;

export const FIELD_NAMES: readonly string[] = Object.keys(FIELDS);

const BY_NAME: ReadonlyMap<string, Field> = new Map<string, Field>(Object.entries(FIELDS));

export function fieldOf(name: string): Field | undefined {
  return BY_NAME.get(name) ?? attributeField(name) ?? loyaltyField(name) ?? channelField(name);
}

const ATTRIBUTE = 'attribute.';

/** What was stated last of one attribute. */
function attributeField(name: string): Field | undefined {
  if (!name.startsWith(ATTRIBUTE)) return undefined;
  const attribute = name.slice(ATTRIBUTE.length);
  if (!isAttributeName(attribute)) return undefined;
  return {
    read: ({ state }) => attributeOf(state, attribute),
    possible: () => ({ kind: 'anything' }),
    says: 'what was stated last',
  };
}

/** As the documentation tells them. */
export const FIELDS_TOLD = [...BY_NAME].map(([name, { says }]) => `${name} (${says})`).join(', ');

const EVENT = 'event.';
/** The names that an event's data may have, joined by dots. */
const OF_EVENT = /^event\.[^\p{Cc}\p{Cs}]+$/u;

/** The name within the event, of a field that looks at the triggering event; else `undefined`. */
export function eventFieldOf(name: string): string | undefined {
  return name.startsWith(EVENT) ? name.slice(EVENT.length) : undefined;
}

const ENTRY = 'entry.';

/** The name within the payload, of a field that looks at what came with somebody who was asked in; else `undefined`. */
export function entryFieldOf(name: string): string | undefined {
  return name.startsWith(ENTRY) ? name.slice(ENTRY.length) : undefined;
}

const WEBHOOK = 'webhook.';
const OF_REPLY = /^webhook\.[a-zA-Z][a-zA-Z0-9_-]{0,63}$/;

/** The name within the reply, of a field that looks at what a webhook said; else `undefined`. */
export function replyFieldOf(name: string): string | undefined {
  return name.startsWith(WEBHOOK) ? name.slice(WEBHOOK.length) : undefined;
}

export function isField(name: string): boolean {
  if (replyFieldOf(name) !== undefined) return OF_REPLY.test(name);
  const given = entryFieldOf(name);
  if (given !== undefined) return isPayloadName(given);
  return fieldOf(name) !== undefined || (OF_EVENT.test(name) && name.length <= EVENT.length + LONGEST_FACT_NAME);
}
