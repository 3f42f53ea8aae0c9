import type { CounterKeys } from '../../domain/scoring/population.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import type { AudienceChange } from '../../domain/audience/memberships.ts';
import type { AudienceId, TierId } from '../../domain/ids.schema.ts';
import type { Brought } from '../../domain/loyalty/referral/state.ts';
import type { RewardAmount } from '../../domain/loyalty/figures.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import type { Instant } from '../../domain/time.ts';
import type { CustomerRow } from '../customers/customers.ts';
import type { ResultShares } from './result-shares.ts';

/** A customer's move as tallies count it, on the workspace's local day of it. */
export interface DatedMove {
  readonly day: number;
  readonly from: SegmentId | null;
  readonly to: SegmentId | null;
}

/** An audience that a customer entered or left, on the workspace's local day of it. */
export interface DatedChange extends AudienceChange {
  readonly day: number;
}

/** As much of one customer as tallies count: the stored row, and what the journal says of completed turns. */
export interface Tallied extends Pick<CustomerRow, 'segment' | 'r' | 'f' | 'revenue' | 'nextMove' | 'nextSilence'> {
  readonly atStake: number;
  readonly journeys: CustomerState['journeys'];
  readonly rules: Pick<CustomerState['rules'], 'scoring' | 'silence'>;
  /** What they stand under in the population of the model in force; `null` while nothing counts. */
  readonly population: CounterKeys | null;
  /** Of the last `KEPT_DAYS` days, in no order. */
  readonly moves: readonly DatedMove[];
  /** Of the same days. */
  readonly changes: readonly DatedChange[];
  /** Channels on which they may be sent marketing: an address is known and consent was granted. */
  readonly reachedOn: readonly Channel[];
  /** Those they are in. */
  readonly audiences: readonly AudienceId[];
  /** What the journal of completed turns and their own last turn say of journeys. */
  readonly results: ResultShares;
  /** What was told of rewards in those days, and the orders after it. */
  readonly rewards: readonly Share<RewardAmount>[];
  /** On which days they saw which placements, and the orders after it. */
  readonly placed: readonly Share<'customers' | 'orders' | 'revenue'>[];
  /** When and where an import put them, if within those days; a customer of the journal comes by a move. */
  readonly arrived: { readonly day: number; readonly segment: SegmentId } | null;
  /** `null`: they have never had any. */
  readonly points: {
    readonly active: number;
    readonly pending: number;
    readonly debt: number;
    /** By the last day on which they can be spent. */
    readonly expiring: readonly { readonly last: number; readonly points: number }[];
  } | null;
  readonly tier: TierId | null;
  /** `null`: nobody brought them, and they have brought nobody. */
  readonly referral: { readonly is: Brought['is'] | null; readonly brings: boolean } | null;
  /** The workspace's calendar day of an instant. */
  readonly dayOf: (at: Instant) => number;
}

/** What one customer adds to a tally under one key: a name, and a local day where the tally is kept by days. */
export interface Share<Amount extends string = string> {
  readonly of: string;
  readonly day?: number;
  /** Whole numbers; money in minor units. What is left out is 0. */
  readonly adds: Readonly<Partial<Record<Amount, number>>>;
}

/** What one customer adds to one key of one tally. */
export interface Contribution extends Share {
  readonly tally: string;
}

/** Something that is counted: its amounts, and what each customer adds to which of its keys. */
export interface Tally<Amount extends string = string> {
  /** Its counters are stored under it; without a colon. */
  readonly name: string;
  readonly amounts: readonly Amount[];
  readonly shares: (customer: Tallied) => readonly Share<Amount>[];
  /** What it counts has happened: it stays counted when its customer is erased. */
  readonly past?: true;
}

/** Days back for which moves and sizes are kept by day. */
export const KEPT_DAYS = 400;

/** The key of customers without a segment. Ids of segments are never empty. */
export function nameOfSegment(segment: SegmentId | null): string {
  return segment ?? '';
}

export function segmentOfName(name: string | undefined): SegmentId | null {
  return name === undefined || name === '' ? null : (name as SegmentId);
}
