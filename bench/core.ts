import { decide, type DecideInput } from '../domain/decision/decide.ts';
import { audienceDefinition } from '../domain/audience/definition.schema.ts';
import { defaultPlaybook } from '../domain/defaults/playbook.ts';
import { defaultProgramme } from '../domain/defaults/programme.ts';
import type { CustomerEvent, Purchase, Refund } from '../domain/events/event.ts';
import { customerId, eventId, sourceId, workspaceId } from '../domain/ids.schema.ts';
import type { JourneyDefinition } from '../domain/journey/definition/definition.schema.ts';
import { parseJourney } from '../domain/journey/definition/parse.schema.ts';
import { loyaltyDraft } from '../domain/loyalty/draft.schema.ts';
import { publishPart } from '../domain/parts.ts';
import { customerKey, eventKey, type OrderKey } from '../domain/keys.ts';
import { publishAudience, publishJourney, type Playbook } from '../domain/playbook.ts';
import type { OrderFacts } from '../domain/ledger/ledger.ts';
import type { Rhythm } from '../domain/silence/rhythm.ts';
import { NEW_CUSTOMER, type CustomerState } from '../domain/decision/state.ts';
import { DAY, HOUR, type Instant } from '../domain/time.ts';
import { percentile, type Figure } from './report.ts';

const WORKSPACE = workspaceId.parse('bench');
const CUSTOMER = customerId.parse('c-1');
const NOW = Date.parse('2026-06-01T12:00:00Z');
/** Of the minor units of the currency. */
const DIGITS = 2;

/** Personal rhythm in force, with the parameters published for CDNOW: a decision has most to do then. */
const RHYTHM: Rhythm = {
  fittedAt: NOW,
  customers: 2_357,
  repeaters: 946,
  fit: { by: 'mbg-nbd', parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }, overdue: 0.5, lapsed: 0.2 },
  firstGap: { overdueDays: 60, lapsedDays: 207, gaps: 946 },
  floorDays: 7,
  capDays: 365,
  spend: { p: 6.25, q: 3.74, v: 1_544 },
  meanOrder: 3_500,
};

/** The core by itself: no store, no server. */
export function measureCore(): readonly Figure[] {
  const regular = customerWith(50, 7 * DAY, playbook(3));
  const times = timesOf(regular, playbook(3));
  const full = fullPlaybook();
  const member = customerWith(50, 7 * DAY, full);
  const fullTimes = timesOf(member, full);
  const fullMedian = percentile(fullTimes, 0.5);
  const median = percentile(times, 0.5);
  const points = playbookWithPoints();
  const holder = customerWith(50, 7 * DAY, points);
  const pointsMedian = percentile(timesOf(holder, points), 0.5);
  const bytes = sizeOf(regular);
  const heavy = sizeOf(withRefunds(5_000));
  return [
    {
      what: 'decide, 50 purchases and 3 enrolments, median',
      measured: `${median.toFixed(1)} µs`,
      goal: '<= 50 µs',
      ok: median <= 50,
    },
    { what: 'decide, p99', measured: `${percentile(times, 0.99).toFixed(1)} µs`, goal: '', ok: true },
    {
      what: 'decide, the same with 20 journeys, 10 audiences and what they ask of behaviour, median',
      measured: `${fullMedian.toFixed(1)} µs`,
      goal: '<= 50 µs',
      ok: fullMedian <= 50,
    },
    { what: 'the same, p99', measured: `${percentile(fullTimes, 0.99).toFixed(1)} µs`, goal: '', ok: true },
    {
      what: 'decide with loyalty on, median',
      measured: `${pointsMedian.toFixed(1)} µs`,
      goal: '<= 150 µs',
      ok: pointsMedian <= 150,
    },
    { what: 'state of that customer', measured: `${bytes} B`, goal: '<= 4,096 B', ok: bytes <= 4_096 },
    {
      what: 'state with 5,000 orders, a third refunded',
      measured: `${heavy} B`,
      goal: '<= 65,536 B',
      ok: heavy <= 65_536,
    },
  ];
}

function defined(input: unknown): JourneyDefinition {
  const parsed = parseJourney(input);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.definition;
}

/** A playbook with the default journeys and their templates, and some more in which everybody waits. */
function playbook(waits: number, loyalty = false): Playbook {
  const waiting = Array.from({ length: waits }, (_, n) => ({
    id: `waiting-${n}`,
    name: `Waiting ${n}`,
    enter: { on: 'event', event: 'purchase' },
    steps: [
      { id: 'pause', type: 'wait', until: { on: 'event', event: 'never' }, for: '300d' },
      { id: 'bye', type: 'stop', reason: 'done' },
    ],
  }));
  const monetaryAmounts = [5_000, 20_000, 50_000, 100_000];
  const rules = defaultPlaybook({ monetaryAmounts, timezone: 'Europe/Berlin', digits: DIGITS, since: 0, loyalty });
  const timed = { ...rules, silence: { ...rules.silence, rhythm: RHYTHM } };
  return waiting.map(defined).reduce<Playbook>(publishJourney, timed);
}

/** Points that wait, expire and are multiplied, three tiers, and the quest and badge of the default programme. */
function playbookWithPoints(): Playbook {
  const { badges, quests } = defaultProgramme(DIGITS);
  const draft = loyaltyDraft.parse({
    badges,
    quests,
    earn: [
      {
        id: 'orders',
        on: 'purchase',
        per: { by: 'amount', amount: 100, points: 1 },
        when: { field: 'event.amount', op: 'gte', value: 1_000 },
        pending: { days: 14 },
        expire: { by: 'rolling', months: 12, roundTo: 'month' },
      },
      { id: 'each', on: 'purchase', per: { by: 'event', points: 5 }, expire: { by: 'sliding', days: 180 } },
    ],
    segments: { champions: 1.5, loyal: 1.2 },
    campaigns: [{ id: 'always', from: '2025-01-01T00:00:00Z', until: '2027-01-01T00:00:00Z', multiplier: 2 }],
    tiers: {
      metric: { by: 'spend' },
      window: { by: 'rolling', days: 365 },
      validity: { by: 'days', days: 365 },
      levels: [
        { id: 'bronze', name: 'Bronze', min: 0 },
        { id: 'silver', name: 'Silver', min: 50_000, multiplier: 1.5 },
        { id: 'gold', name: 'Gold', min: 150_000, multiplier: 2 },
      ],
    },
  });
  return publishPart(playbook(3, true), 'loyalty', { ...draft, version: 0, since: 0 }, 0);
}

/** Twenty journeys in all, and ten audiences; what customers did is asked for by most of them. */
function fullPlaybook(): Playbook {
  const audiences = AUDIENCES.map((condition, n) =>
    audienceDefinition.parse({ id: `a-${n}`, name: `A ${n}`, condition }),
  );
  const placing = audiences.reduce(publishAudience, playbook(3));
  const more = Array.from({ length: 20 - placing.journeys.size }, (_, n) => ({
    id: `asks-${n}`,
    name: `Asks ${n}`,
    enter: {
      on: 'event',
      event: 'basket.left',
      when: { all: [{ not: { did: 'purchase', within: `${n + 1}d` } }, { did: 'basket.left', times: 2 }] },
    },
    goal: { on: 'event', event: 'purchase', when: { did: 'purchase', within: 'entering' } },
    steps: [
      { id: 'ask', type: 'branch', paths: [{ when: { in: `a-${n % AUDIENCES.length}` }, next: 'bye' }] },
      { id: 'pause', type: 'wait', for: '1d' },
      { id: 'bye', type: 'stop', reason: 'done' },
    ],
  }));
  return more.map(defined).reduce<Playbook>(publishJourney, placing);
}

/** Of each kind that a marketer may ask for. */
const AUDIENCES: readonly unknown[] = [
  { did: 'purchase', within: '30d' },
  { did: 'purchase', times: 3, within: '90d' },
  {
    all: [
      { did: 'purchase', when: { field: 'event.amount', op: 'gte', value: 10_000 } },
      { did: 'view', within: '7d' },
    ],
  },
  { not: { did: 'purchase', within: '180d' } },
  {
    all: [
      { field: 'segment', op: 'in', value: ['champions', 'loyal'] },
      { field: 'days-since-last', op: 'gte', value: 30 },
    ],
  },
  { field: 'totals.revenue', op: 'gte', value: 100_000 },
  {
    any: [
      { field: 'silence', op: 'eq', value: 'overdue' },
      { field: 'score.r', op: 'lte', value: 2 },
    ],
  },
  { all: [{ in: 'a-0' }, { did: 'view', times: 5, within: '14d' }] },
  { all: [{ in: 'a-1' }, { not: { in: 'a-2' } }, { field: 'totals.orders', op: 'gte', value: 10 }] },
  { any: [{ in: 'a-3' }, { did: 'refund', within: '365d' }] },
];

function purchase(n: number, at: Instant): Purchase {
  const key = eventKey(WORKSPACE, sourceId.parse('api'), eventId.parse(`order:${n}`));
  return { kind: 'purchase', key, customer: CUSTOMER, at, seenAt: at, receivedAt: at, amount: 4_000 };
}

function refund(n: number, at: Instant): Refund {
  const { key: order } = purchase(n, at);
  const key = eventKey(WORKSPACE, sourceId.parse('api'), eventId.parse(`refund:${n}`));
  return { kind: 'refund', key, order, customer: CUSTOMER, at, seenAt: at, receivedAt: at, amount: 4_000 };
}

function input(state: CustomerState, events: readonly CustomerEvent[], now: Instant, rules: Playbook): DecideInput {
  const orders = new Map<OrderKey, OrderFacts>();
  for (const event of events) {
    if (event.kind === 'refund')
      orders.set(event.order, { purchase: { at: event.at - HOUR, amount: 4_000 }, refunded: 0, refunds: 0 });
  }
  const customer = customerKey(WORKSPACE, CUSTOMER);
  return { customer, playbook: rules, timezone: 'UTC', sandbox: true, state, events, orders, now };
}

function customerWith(purchases: number, gap: number, rules: Playbook): CustomerState {
  const start = NOW - purchases * gap;
  let state = NEW_CUSTOMER;
  for (let n = 0; n < purchases; n += 1) {
    const at = start + n * gap;
    ({ state } = decide(input(state, [purchase(n, at)], at, rules)));
  }
  return state;
}

function timesOf(state: CustomerState, rules: Playbook): readonly number[] {
  const run = (n: number) => decide(input(state, [purchase(1_000 + n, NOW)], NOW, rules));
  for (let n = 0; n < 3_000; n += 1) run(n);
  return Array.from({ length: 5_000 }, (_, n) => {
    const started = process.hrtime.bigint();
    run(n);
    return Number(process.hrtime.bigint() - started) / 1_000;
  });
}

function withRefunds(orders: number): CustomerState {
  const rules = playbook(3);
  const gap = (360 * DAY) / orders;
  let state = NEW_CUSTOMER;
  for (let n = 0; n < orders; n += 1) {
    const at = NOW - 360 * DAY + n * gap;
    ({ state } = decide(input(state, [purchase(n, at)], at, rules)));
    if (n % 3 === 0) ({ state } = decide(input(state, [refund(n, at + HOUR)], at + HOUR, rules)));
  }
  return state;
}

function sizeOf(state: CustomerState): number {
  return Buffer.byteLength(JSON.stringify(state));
}
