import { readFileSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';
import { decide } from '../domain/decision/decide.ts';
import { defaultPlaybook } from '../domain/defaults/playbook.ts';
import type { CustomerEvent, Purchase } from '../domain/events/event.ts';
import { customerId, eventId, sourceId, workspaceId, type CustomerId } from '../domain/ids.schema.ts';
import { customerKey, eventKey } from '../domain/keys.ts';
import type { Playbook } from '../domain/playbook.ts';
import { NEW_CUSTOMER } from '../domain/decision/state.ts';
import { DAY, type Instant } from '../domain/time.ts';
import type { Figure } from './report.ts';

const WORKSPACE = workspaceId.parse('retail');
const ZONE = 'Europe/London';
const AMOUNTS = [5_000, 20_000, 50_000, 100_000];

/** What is asked of the core: with a programme each event also earns, counts for quests and is held against the tiers. */
const GOALS = [
  { loyalty: false, named: 'without a programme', rate: 20_000, bytes: 16_384 },
  // A decision may take 150 µs with loyalty on.
  { loyalty: true, named: 'with its programme', rate: 6_667, bytes: 32_768 },
] as const;
/** Other work on the machine disturbs some of the passes; the best one tells what the core can do. */
const PASSES = 6;

interface Life {
  readonly customer: CustomerId;
  readonly events: readonly CustomerEvent[];
}

/**
 * A whole base in virtual time: everybody's life, from the first order to the day after the last one of the file, with
 * the default playbook, on one core.
 * @param file CSV with `invoice_no,customer_id,order_ts,revenue_gbp`
 */
export function measureVirtualTime(file: string): readonly Figure[] {
  const lives = livesIn(readFileSync(file, 'utf8'));
  return GOALS.flatMap((goal) => measureOne(lives, goal));
}

function measureOne(lives: readonly Life[], goal: (typeof GOALS)[number]): readonly Figure[] {
  const events = lives.flatMap((life) => life.events);
  const end = Math.max(...events.map(({ at }) => at)) + DAY;
  const { loyalty, named } = goal;
  const playbook = defaultPlaybook({ monetaryAmounts: AMOUNTS, timezone: ZONE, digits: 2, since: 0, loyalty });
  const passes = Array.from({ length: PASSES }, () => measurePass(lives, playbook, end));
  const best = passes.reduce((one, other) => (other.seconds < one.seconds ? other : one));
  const rate = Math.round(events.length / best.seconds);
  const bytes = Math.round(best.bytesAnInstant);
  const told = (what: string, measured: string, wanted = '', ok = true): Figure => {
    return { what: `${what}, ${named}`, measured, goal: wanted, ok };
  };
  return [
    told('events a second of one core, whole lives', String(rate), `>= ${goal.rate}`, rate >= goal.rate),
    told('instants of these lives', String(best.instants)),
    told('an instant', `${((best.seconds / best.instants) * 1e6).toFixed(1)} µs`),
    told('allocated an instant', `${bytes} B`, `<= ${goal.bytes} B`, bytes <= goal.bytes),
  ];
}

interface Pass {
  readonly instants: number;
  /** Of the processor, so that what else runs on the machine counts less. */
  readonly seconds: number;
  readonly bytesAnInstant: number;
}

function measurePass(lives: readonly Life[], playbook: Playbook, end: Instant): Pass {
  let instants = 0;
  let seen = { instants: 0, bytes: 0 };
  let heap = getHeapStatistics().used_heap_size;
  const started = process.cpuUsage();
  for (const life of lives) {
    const lived = live(life, playbook, end);
    instants += lived;
    const now = getHeapStatistics().used_heap_size;
    // A life in which the collector ran says nothing of what it allocated.
    if (now > heap) seen = { instants: seen.instants + lived, bytes: seen.bytes + now - heap };
    heap = now;
  }
  const { user, system } = process.cpuUsage(started);
  return { instants, bytesAnInstant: seen.bytes / seen.instants, seconds: (user + system) / 1e6 };
}

/** @returns how many instants the life took */
function live({ customer, events }: Life, playbook: Playbook, now: Instant): number {
  const who = { customer: customerKey(WORKSPACE, customer), playbook, timezone: ZONE, sandbox: true };
  let instants = 0;
  let left = events;
  let state = NEW_CUSTOMER;
  for (;;) {
    const decision = decide({ ...who, state, events: left, orders: new Map(), now });
    instants += decision.entries.length;
    if (!decision.isPartial) return instants;
    const taken = new Set(decision.applied);
    left = left.filter(({ key }) => !taken.has(key));
    ({ state } = decision);
  }
}

function livesIn(csv: string): readonly Life[] {
  const lives = new Map<CustomerId, Purchase[]>();
  for (const line of csv.trimEnd().split('\n').slice(1)) {
    const [invoice = '', id = '', written = '', revenue = ''] = line.split(',');
    const customer = customerId.parse(id);
    const at = Date.parse(`${written.replace(' ', 'T')}Z`);
    const key = eventKey(WORKSPACE, sourceId.parse('api'), eventId.parse(`order:${invoice}`));
    const amount = Math.round(Number(revenue) * 100);
    const life = lives.get(customer) ?? [];
    life.push({ kind: 'purchase', key, customer, at, seenAt: at, receivedAt: at, amount });
    lives.set(customer, life);
  }
  return [...lives].map(([customer, events]) => ({ customer, events }));
}
