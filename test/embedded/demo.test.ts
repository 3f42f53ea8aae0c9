import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DEMO_WORKSPACE } from '../../api/workspaces/first-workspace.ts';
import { wireEventFor } from '../../domain/events/event.schema.ts';
import { addPurchase, EMPTY_LEDGER, UNKNOWN_ORDER, type Ledger } from '../../domain/ledger/ledger.ts';
import { DEFAULT_SCORING } from '../../domain/scoring/model.ts';
import { scoreOf } from '../../domain/scoring/score.ts';
import { segmentOf, type SegmentId } from '../../domain/scoring/segment.ts';
import { SEVEN_SEGMENTS } from '../../domain/scoring/presets/seven-segments.ts';
import { totalsOf } from '../../domain/ledger/totals.ts';
import { UTC } from '../../domain/time-zone.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { DAYS_AHEAD, DEMO_SEED, DEMO_SIZE, demoCsv, generateDemo } from '../../embedded/demo/base.ts';
import { fileKind } from '../../imports/kinds.ts';
import { readFile } from '../../imports/read-file.ts';
import { RULES } from '../imports/files.ts';

const { testClock: CLOCK, monetaryAmounts } = DEMO_WORKSPACE;
const model = { ...DEFAULT_SCORING, monetaryAmounts };
const base = generateDemo(CLOCK, DEMO_SIZE);

interface Bought {
  readonly customer: string;
  readonly at: Instant;
  readonly amount: number;
}

const purchases: readonly Bought[] = [
  ...base.history,
  ...base.ahead.flatMap((event) => (event.type === 'purchase' ? [{ ...event, at: Date.parse(event.at) }] : [])),
];

/** Everybody's segment at each of these instants, in order. */
function* segmentsAt(instants: readonly Instant[]): Generator<ReadonlyMap<string, SegmentId>> {
  const ledgers = new Map<string, Ledger>();
  const orders = purchases.values();
  let next = orders.next();
  for (const now of instants) {
    for (; !next.done && next.value.at <= now; next = orders.next()) {
      const [ledger] = addPurchase(ledgers.get(next.value.customer) ?? EMPTY_LEDGER, next.value, UNKNOWN_ORDER, UTC);
      ledgers.set(next.value.customer, ledger);
    }
    yield new Map([...ledgers].map(([customer, ledger]) => [customer, segmentAt(ledger, now)]));
  }
}

function segmentAt(ledger: Ledger, now: Instant): SegmentId {
  const totals = totalsOf(ledger, { engagedAt: null }, model, now);
  const segment = totals && segmentOf(scoreOf(totals, model, now), SEVEN_SEGMENTS);
  if (segment === null) throw new Error('a customer without a purchase');
  return segment;
}

async function* fileOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

describe('the demo base', () => {
  test('is the same on every machine, and another one with another seed', () => {
    const digest = (seed: number) => {
      const { history, ahead } = generateDemo(CLOCK, DEMO_SIZE, seed);
      return createHash('sha256')
        .update(demoCsv(history) + JSON.stringify(ahead))
        .digest('hex');
    };
    expect(digest(DEMO_SEED)).toBe('1c46aad8e4a2da62caa325c0da8ff11257e61b7498d9137a0b8b13961989da49');
    expect(digest(DEMO_SEED + 1)).not.toBe(digest(DEMO_SEED));
  });

  test('has 2,000 customers who bought in the 18 months before its clock', () => {
    expect(new Set(base.history.map(({ customer }) => customer)).size).toBe(DEMO_SIZE.customers);
    const times = base.history.map(({ at }) => at);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.parse('2024-11-14T00:00:00Z'));
    expect(Math.max(...times)).toBeLessThanOrEqual(CLOCK);
  });

  test('has somebody in every segment', () => {
    const [now] = segmentsAt([CLOCK]);
    const segments = [...(now?.values() ?? [])];
    expect(segments.length).toBe(DEMO_SIZE.customers);
    for (const { id } of SEVEN_SEGMENTS.segments) {
      const share = segments.filter((segment) => segment === id).length / segments.length;
      expect(share, id).toBeGreaterThan(0.03);
      expect(share, id).toBeLessThan(0.3);
    }
  });

  test('moves somebody on every day that lies ahead', () => {
    const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, day) => CLOCK + day * DAY);
    const pictures = [...segmentsAt(days)].map((picture) => new Map<string, SegmentId>(picture));
    const movers = pictures.slice(1).map((now, day) => {
      return [...(pictures[day] ?? [])].filter(([customer, segment]) => now.get(customer) !== segment).length;
    });
    expect(movers).toHaveLength(DAYS_AHEAD);
    expect(Math.min(...movers)).toBeGreaterThan(0);
  });

  test('brings events ahead of the clock that the API takes, with newcomers and refunds of known orders', () => {
    const known = new Set(base.history.map(({ customer }) => customer));
    const amounts = new Map(
      [...base.history, ...base.ahead].flatMap((of) => ('amount' in of ? [[of.id, of.amount]] : [])),
    );
    for (const event of base.ahead) {
      expect(wireEventFor(event.type).safeParse(event).success, event.id).toBe(true);
      expect(Date.parse(event.at)).toBeGreaterThan(CLOCK);
      expect(Date.parse(event.at)).toBeLessThanOrEqual(CLOCK + DAYS_AHEAD * DAY);
      if (event.type === 'refund') expect(event.amount).toBeLessThanOrEqual(amounts.get(event.order) ?? 0);
    }
    expect(new Set(base.ahead.map(({ id }) => id)).size).toBe(base.ahead.length);
    const types = new Set(base.ahead.map(({ type }) => type));
    expect([...types].toSorted()).toEqual(['app.open', 'purchase', 'refund', 'view']);
    expect(base.ahead.filter(({ customer }) => !known.has(customer)).length).toBeGreaterThan(0);
  });

  test('is read back by the import as it was made', async () => {
    const rules = { ...RULES, now: CLOCK, currency: 'EUR' };
    const read: unknown[] = [];
    for await (const { events, rejected } of readFile(fileOf(demoCsv(base.history)), fileKind('orders'), rules)) {
      for (const { wire } of events) {
        const { at = '', id, customer } = wire;
        read.push({ customer, at: Date.parse(at), ...('amount' in wire ? { amount: wire.amount } : {}), id });
      }
      read.push(...rejected);
    }
    expect(read).toEqual(base.history);
  });
});
