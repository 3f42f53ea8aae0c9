import type { Connection, mongo } from 'mongoose';
import type { AudienceChange } from '../../domain/audience/memberships.ts';
import type { Deadline, JournalEntry } from '../../domain/decision/decision.ts';
import type { LoyaltyFact } from '../../domain/loyalty/facts.ts';
import type { AudienceId, CustomerId, JourneyId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { CustomerKey, EventKey } from '../../domain/keys.ts';
import type { NextMove } from '../../domain/decision/next-deadline.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { SilenceChange } from '../../domain/silence/silence.ts';
import type { Score } from '../../domain/scoring/scores.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import type { Instant } from '../../domain/time.ts';
import { upcastState, type StoredState } from '../../domain/decision/upcast-state.ts';
import { collectionOf } from '../schema.ts';

/** A move among the entries of one turn. */
export interface TurnMove {
  readonly at: Instant;
  readonly from: SegmentId | null;
  readonly to: SegmentId | null;
}

/** An audience that was entered or left, among the entries of one turn. */
export interface TurnChange extends AudienceChange {
  readonly at: Instant;
}

/** What a turn put into the journal, as far as tallies count it. */
interface LastTurn {
  readonly after: number;
  readonly moves: readonly TurnMove[];
  /** Left out where there are none, and in rows before 0.6.0. */
  readonly changes?: readonly TurnChange[];
  /** Entries that tell of journeys; left out where there are none, and in rows before 0.6.0. */
  readonly told?: readonly Pick<JournalEntry, 'at' | 'facts' | 'effects'>[];
  /** What it told of rewards; left out where that is nothing, and in rows before 0.11.0. */
  readonly rewards?: readonly (Pick<JournalEntry, 'at'> & { readonly loyalty: readonly LoyaltyFact[] })[];
}

/**
 * What a launch decided for somebody without waking their workflow. The row is then as their workflow is going to leave it:
 * it takes these entries before all else, at their instants and by their playbooks, and comes to the same.
 */
export interface Asleep {
  /** Of which it is the picture: the next turn has to take the entries. */
  readonly turn: number;
  readonly entries: readonly EventKey[];
  /** What their workflow goes on from; left out once it has taken the entries. */
  readonly base?: CustomerState;
  /** Earlier ones, which that turn itself took; left out where there are none. */
  readonly taken?: readonly EventKey[];
}

/** Where an import put a customer, and when. */
export interface Arrival {
  readonly at: Instant;
  readonly segment: SegmentId;
}

/** The read model of one customer, written by each decision. */
export interface CustomerRow {
  readonly _id: CustomerKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  /** The chain of runs that wrote it; an import writes its job here. */
  readonly chain: string;
  readonly turn: number;
  /** How many events the attempt that wrote it was told of; see `DecisionRecord`. */
  readonly heard?: number;
  readonly state: CustomerState;
  /** The state an earlier life left, kept while the first decision of a chain may still be repeated. */
  readonly prior?: CustomerState;
  /** Which row the chain started after, kept as long as `prior`. */
  readonly after?: string | null;
  /** Kept as long as the turn that takes the entries may still be decided again. */
  readonly asleep?: Asleep;
  /** The chains before this one, newest last: an attempt of theirs that thaws late is refused. */
  readonly past?: readonly string[];
  readonly segment: SegmentId | null;
  readonly score: string | null;
  readonly r: Score | null;
  readonly f: Score | null;
  readonly m: Score | null;
  /** Within the window, until `totalsUntil`. */
  readonly orders: number;
  readonly revenue: number;
  /** When purchases next leave the window; `NEVER` where none will. */
  readonly totalsUntil: Instant;
  readonly lastPurchaseAt: Instant | null;
  /** See `valueAtStake`. */
  readonly atStake: number;
  /** Set until the tallies know this row. */
  readonly uncounted?: 1;
  /**
   * What the turn that wrote the row put into the journal, whose entries may be replaced and may be on their way: those
   * up to `after` are there and stay. Rows of 0.3.0 do not say it.
   */
  readonly lastTurn?: LastTurn;
  /** Kept by the first decision about somebody whom an import brought, of which the journal knows no move. */
  readonly arrived?: Arrival;
  readonly since: Instant | null;
  readonly next: Deadline | null;
  readonly nextMove: NextMove | null;
  readonly nextSilence: SilenceChange | null;
  readonly inside: readonly JourneyId[];
  /** Audiences they are in, in the order of their ids; rows before 0.6.0 have none. */
  readonly audiences?: readonly AudienceId[];
  readonly asOf: Instant;
}

/** As any version may have left it. What lists and sums read of it by themselves is the same in every version. */
export type StoredCustomerRow = Omit<CustomerRow, 'state' | keyof StoredStates> & {
  readonly state: StoredState;
} & StoredStates;

/** States that a row keeps besides its own. */
interface StoredStates {
  readonly prior?: StoredState;
  readonly asleep?: Omit<Asleep, 'base'> & { readonly base?: StoredState };
}

/**
 * What queries and indexes read of a stored state by themselves, besides whole rows. These keep place and meaning from
 * version to version; whoever changes one migrates the rows. Ledgers are read by `ledgerKeptNow`.
 */
export const STATE_PATHS = [
  'state.asOf',
  'state.base',
  'state.basis',
  'state.engagedAt',
  'state.journeys',
  'state.ledger',
  'state.ledger.early',
  'state.ledger.orders',
  'state.limits',
  'state.playbook',
  'state.loyalty',
  'state.loyalty.tier.tier',
  'state.profile',
  'state.profile.addresses.email.known',
  'state.profile.consents.email.marketing.granted',
  'state.rest',
  'state.rules',
  'state.rules.scoring',
  'state.rules.silence',
  'state.rules.wakes',
  'state.seq',
  'state.signals',
  'state.silence',
  'state.standing.previous',
] as const;

/** What finds rows, whichever version left them. */
export type CustomerFilter = mongo.Filter<StoredCustomerRow>;

/** A row as this version writes it. */
export function readCustomer<Row extends Pick<StoredCustomerRow, 'state'> & StoredStates>(
  row: Row,
): Omit<Row, 'state' | 'prior' | 'asleep'> & Pick<CustomerRow, 'state' | 'prior' | 'asleep'> {
  const { state, prior, asleep, ...rest } = row;
  return {
    ...rest,
    state: upcastState(state),
    ...(prior ? { prior: upcastState(prior) } : {}),
    ...(asleep ? { asleep: readAsleep(asleep) } : {}),
  };
}

function readAsleep({ base, ...asleep }: NonNullable<StoredCustomerRow['asleep']>): Asleep {
  return { ...asleep, ...(base ? { base: upcastState(base) } : {}) };
}

/** When an import brought this customer, as long as nothing has been decided since; `null` where none did. */
export function arrivalOf(
  { base, seq, asOf: at }: Pick<CustomerState, 'base' | 'seq' | 'asOf'>,
  segment: SegmentId | null,
): Arrival | null {
  return base !== undefined && seq === 0 && segment !== null ? { at, segment } : null;
}

/** Later than any instant. Kept instead of nothing, so that an index tells it from rows that do not know. */
export const NEVER: Instant = Number.MAX_SAFE_INTEGER;
const HOLDS_TIER = { 'state.loyalty.tier.tier': { $exists: true } };
const IS_REACHABLE = { 'state.profile.addresses.email.known': true };
const HAS_SPOKEN = { 'state.profile.consents.email.marketing.granted': { $exists: true } };

export function customerCollection(connection: Connection): mongo.Collection<StoredCustomerRow> {
  return collectionOf<StoredCustomerRow>(connection, 'customers', [
    { keys: { workspace: 1, segment: 1, revenue: -1, _id: 1 } },
    { keys: { workspace: 1, segment: 1, lastPurchaseAt: -1, _id: 1 } },
    { keys: { workspace: 1, 'next.at': 1, _id: 1 } },
    { keys: { workspace: 1, revenue: 1, _id: 1 } },
    { keys: { workspace: 1, lastPurchaseAt: 1, _id: 1 } },
    { keys: { workspace: 1, since: 1, _id: 1 } },
    { keys: { workspace: 1, r: 1, f: 1, m: 1 } },
    { keys: { workspace: 1, 'state.silence': 1 } },
    { keys: { workspace: 1, 'state.loyalty.tier.tier': 1 }, options: { partialFilterExpression: HOLDS_TIER } },
    {
      keys: { workspace: 1, 'state.profile.addresses.email.known': 1 },
      options: { partialFilterExpression: IS_REACHABLE },
    },
    {
      keys: { workspace: 1, 'state.profile.consents.email.marketing.granted': 1 },
      options: { partialFilterExpression: HAS_SPOKEN },
    },
    { keys: { workspace: 1, 'nextMove.at': 1 } },
    { keys: { workspace: 1, 'nextSilence.at': 1 } },
    { keys: { workspace: 1, totalsUntil: 1 } },
    { keys: { workspace: 1, inside: 1, _id: 1 } },
    { keys: { workspace: 1, audiences: 1, _id: 1 } },
    { keys: { workspace: 1, 'state.rules.scoring': 1, 'state.rules.silence': 1, 'state.rules.wakes': 1 } },
    {
      keys: { workspace: 1, _id: 1 },
      options: { partialFilterExpression: { 'state.ledger.early': { $gt: 0 } } },
    },
    { keys: { uncounted: 1, workspace: 1 }, options: { partialFilterExpression: { uncounted: 1 } } },
  ]);
}
