import { DAY, HOUR, isoTime, MINUTE, SECOND, type Instant } from '../../domain/time.ts';
import { newcomer, pickHabit, type Span } from './habits.ts';
import { between, chance, seededRandom, type Random } from './random.ts';

/** An order of the demo; ids are numbered by time. */
export interface DemoOrder {
  readonly id: string;
  readonly customer: string;
  readonly at: Instant;
  /** Minor units. */
  readonly amount: number;
}

/** As `POST /v1/events` takes it. */
export type DemoEvent = { readonly id: string; readonly customer: string; readonly at: string } & (
  | { readonly type: 'purchase'; readonly amount: number }
  | { readonly type: 'refund'; readonly order: string; readonly amount: number }
  | { readonly type: 'view' | 'app.open'; readonly data: { readonly category: string } }
);

export interface DemoBase {
  /** Before the clock, in order of time. */
  readonly history: readonly DemoOrder[];
  /** After the clock, in order of time. */
  readonly ahead: readonly DemoEvent[];
}

export interface DemoSize {
  /** Shoppers who have bought before the clock; newcomers come on top as it moves. */
  readonly customers: number;
}

/** The shop that the README shows. */
export const DEMO_SIZE: DemoSize = { customers: 2_000 };
export const DEMO_SEED = 20_260_514;
const SHOPPERS_PER_NEWCOMER = 25;
const HISTORY_DAYS = 546;
export const DAYS_AHEAD = 60;
const CATEGORIES = ['books', 'garden', 'home', 'kitchen', 'music', 'outdoor', 'toys'] as const;

/** The demo base: the same clock, size and seed give the same orders to the last cent. */
export function generateDemo(clock: Instant, { customers }: DemoSize, seed: number = DEMO_SEED): DemoBase {
  const random = seededRandom(seed);
  const span: Span = { from: clock - HISTORY_DAYS * DAY, clock, to: clock + DAYS_AHEAD * DAY };
  const drafts = Array.from({ length: customers + Math.ceil(customers / SHOPPERS_PER_NEWCOMER) }, (_, index) =>
    ordersOf(random, span, `c-${String(index + 1).padStart(4, '0')}`, index >= customers),
  ).flat();
  const orders = drafts
    .toSorted((a, b) => a.at - b.at)
    .map((draft, index): DemoOrder => ({ ...draft, id: `o-${String(index + 1).padStart(6, '0')}` }));
  const ahead = orders.flatMap((order) => eventsAround(random, order, span));
  return {
    history: orders.filter((order) => order.at <= clock),
    ahead: ahead.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  };
}

/** The history as a file for `POST /v1/imports`, amounts in the main unit. */
export function demoCsv(history: readonly DemoOrder[]): string {
  const rows = history.map(
    ({ customer, id, at, amount }) => `${customer},${id},${isoTime(at)},${(amount / 100).toFixed(2)}`,
  );
  return `customer,id,at,amount\n${rows.join('\n')}\n`;
}

function ordersOf(random: Random, span: Span, customer: string, isNew: boolean): readonly Omit<DemoOrder, 'id'>[] {
  const habit = isNew ? newcomer : pickHabit(random);
  const visits = habit(random, span);
  // A basket of 10 to 200 with most near the low end; one shopper's baskets resemble each other.
  const usual = 1_000 + 19_000 * random() ** 3;
  const floor = isNew ? span.clock + SECOND : span.from;
  const firstBy = isNew ? span.to : span.clock;
  return visits
    .map((visit, index) => ({
      customer,
      at: Math.min(Math.max(atShoppingHour(random, visit), floor), index === 0 ? firstBy : span.to),
      amount: Math.round((usual * between(random, 0.5, 1.6)) / 5) * 5,
    }))
    .toSorted((a, b) => a.at - b.at);
}

/** Between 6:00 and 21:00 UTC, most likely in the afternoon, to the second. */
function atShoppingHour(random: Random, at: Instant): Instant {
  const midnight = Math.floor(at / DAY) * DAY;
  const seconds = ((random() + random()) / 2) * 15 * 60 * 60;
  return midnight + 6 * HOUR + Math.floor(seconds) * SECOND;
}

/** What `POST /v1/events` brings of an order: itself, its refund and what led to it, as far as they lie ahead. */
function eventsAround(random: Random, order: DemoOrder, span: Span): readonly DemoEvent[] {
  const { id, customer, amount } = order;
  const isRefunded = chance(random, 0.04);
  const isWhole = chance(random, 0.6);
  const refundedAt = order.at + Math.floor(between(random, 2, 14) * 24 * 60) * MINUTE;
  const looked = chance(random, 0.4);
  const opened = chance(random, 0.25);
  const category = CATEGORIES[Math.floor(random() * CATEGORIES.length)] ?? CATEGORIES[0];
  const before = (minutes: number) => order.at - minutes * MINUTE;
  const number = id.slice(2);
  const lies = (at: Instant) => at > span.clock && at <= span.to;
  const event = (at: Instant, rest: Rest): readonly DemoEvent[] =>
    lies(at) ? [{ ...rest, customer, at: isoTime(at) }] : [];
  const refund = isWhole ? amount : Math.round(amount / 10) * 5;
  return [
    ...(opened ? event(before(35), { id: `a-${number}`, type: 'app.open', data: { category } }) : []),
    ...(looked ? event(before(20), { id: `v-${number}`, type: 'view', data: { category } }) : []),
    ...event(order.at, { id, type: 'purchase', amount }),
    ...(isRefunded ? event(refundedAt, { id: `r-${number}`, type: 'refund', order: id, amount: refund }) : []),
  ];
}

type Rest = DemoEvent extends infer Event ? (Event extends DemoEvent ? Omit<Event, 'customer' | 'at'> : never) : never;
