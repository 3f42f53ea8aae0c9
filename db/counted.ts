import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { CustomerKey } from '../domain/keys.ts';
import { firstPurchaseAt, ledgerKeptNow, type StoredLedger } from '../domain/rfm/ledger.ts';
import { basisOf, DEFAULT_SCORING, zoneOf, type ScoringModel } from '../domain/rfm/model.ts';
import { counterKeys, type CounterKeys } from '../domain/rfm/population.ts';
import { totalsChangeAt, totalsOf } from '../domain/rfm/totals.ts';
import type { Instant } from '../domain/time.ts';
import type { CustomerRow } from './customers.ts';
import { versionText, type RowVersion } from './row-version.ts';
import { collectionOf } from './schema.ts';

/** What decides what a customer is counted under; cut-offs do not. */
export type Counting = Pick<ScoringModel, 'windowDays' | 'frequencyOf' | 'counts'>;

/** Whose population, counted how, and as of when. */
export interface Census {
  readonly workspace: WorkspaceId;
  /** The model in force. */
  readonly counting: Counting;
  /** The workspace's time. */
  readonly now: Instant;
}

/** What one customer is counted under: the −1 of their next change goes there. */
export interface CountedRow {
  readonly _id: CustomerKey;
  readonly workspace: WorkspaceId;
  /** The picture of the customer it was counted from; see `versionOf`. */
  readonly version: string;
  /** How it was counted; see `nameOf`. */
  readonly by: string;
  /** `null` while nothing counts. */
  readonly keys: CounterKeys | null;
  /** Minor units, within the window. */
  readonly revenue: number;
  readonly firstAt?: Instant;
  /** Of the last action. */
  readonly lastAt?: Instant;
  /** When purchases next leave the window, which nobody decides on where no score changes. */
  readonly until?: Instant;
  /** Set where their ledger still counts other things: the history has to be read first. */
  readonly other?: 1;
}

/** As much of a customer's row as counting takes. */
export type Countable = Pick<CustomerRow, '_id' | 'workspace' | 'uncounted'> &
  RowVersion & { readonly state: { readonly ledger: StoredLedger; readonly basis: string } };

export const COUNTABLE = {
  workspace: 1,
  uncounted: 1,
  chain: 1,
  turn: 1,
  heard: 1,
  asOf: 1,
  'state.ledger': 1,
  'state.basis': 1,
} as const;

export function countedCollection(connection: Connection): mongo.Collection<CountedRow> {
  return collectionOf<CountedRow>(connection, 'counted', [
    { keys: { workspace: 1, by: 1 } },
    { keys: { workspace: 1, 'keys.m': 1, revenue: 1 } },
    { keys: { workspace: 1, 'keys.r': 1, lastAt: 1 } },
    { keys: { workspace: 1, firstAt: 1 }, options: { partialFilterExpression: { firstAt: { $exists: true } } } },
    { keys: { workspace: 1, until: 1 }, options: { partialFilterExpression: { until: { $gt: 0 } } } },
    { keys: { workspace: 1 }, options: { partialFilterExpression: { other: 1 } } },
  ]);
}

export function countedRow(row: Countable, { counting, now }: Census): CountedRow {
  const ledger = ledgerKeptNow(row.state.ledger);
  const totals = totalsOf(ledger, { engagedAt: null }, { ...DEFAULT_SCORING, ...counting }, now);
  const firstAt = firstPurchaseAt(ledger);
  const until = totalsChangeAt(ledger, counting, now);
  const isOther = row.state.basis !== basisOf(counting.counts);
  return {
    _id: row._id,
    workspace: row.workspace,
    version: versionText(row),
    by: nameOf(counting),
    keys: totals && counterKeys(totals, zoneOf(counting.counts)),
    revenue: totals?.revenue ?? 0,
    ...(totals && firstAt !== null ? { firstAt } : {}),
    ...(totals ? { lastAt: totals.lastPurchaseAt } : {}),
    ...(totals && until !== null ? { until } : {}),
    ...(isOther ? { other: 1 } : {}),
  };
}

/** Tells every way of counting from every other; since rows know their last instant, those that do not are counted anew. */
export function nameOf({ windowDays, frequencyOf, counts }: Counting): string {
  return `${windowDays ?? 'life'}/${frequencyOf}/${basisOf(counts)}/last`;
}

/**
 * Whether nothing has happened to a customer since they were counted, so that any difference is a fault.
 * @param row `undefined` where there is no such customer any more
 */
export function isSettled(row: Countable | undefined, was: CountedRow | undefined, census: Census): boolean {
  if (row === undefined) return true;
  if (row.uncounted !== undefined) return false;
  return was === undefined || (was.by === nameOf(census.counting) && (was.until ?? Infinity) > census.now);
}
