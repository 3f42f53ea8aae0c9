import { reachedOn } from '../../domain/decision/profile.ts';
import { upcastProfile } from '../../domain/decision/upcast-state.ts';
import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Board } from '../../domain/loyalty/boards/board.schema.ts';
import type { Loyalty } from '../../domain/loyalty/program.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { standingsNow } from '../../domain/journey/earlier.ts';
import { firstPurchaseAt, ledgerKeptNow } from '../../domain/ledger/ledger.ts';
import { basisOf, DEFAULT_SCORING, zoneOf, type ScoringModel } from '../../domain/scoring/model.ts';
import { counterKeys, type CounterKeys } from '../../domain/scoring/population.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import { totalsChangeAt, totalsOf } from '../../domain/ledger/totals.ts';
import { dayOf, startOfDay } from '../../domain/time-zone.ts';
import type { Instant } from '../../domain/time.ts';
import { arrivalOf, type TurnChange, type TurnMove } from '../customers/customers.ts';
import { versionText } from '../customers/row-version.ts';
import { collectionOf } from '../schema.ts';
import type { Countable } from './countable.ts';
import { heldIn } from './points.ts';
import { referralsIn } from './referrals.ts';
import { placedShares } from './placement-orders.ts';
import { rewardShares, type ToldRewards } from './rewards.ts';
import { addResults, keptResults, lessResults, NO_RESULTS, type ResultShares } from './result-shares.ts';
import { armResultTally, dayResultTally, resultsOf, stepResultTally } from './results.ts';
import { KEPT_DAYS, type Contribution, type DatedMove, type Tallied } from './tally.ts';
import { contributionsOf, COUNTED_FOR } from './tallies.ts';

/** What decides what a customer is counted under; cut-offs do not. */
export type Counting = Pick<ScoringModel, 'windowDays' | 'frequencyOf' | 'counts'>;

/** Whose customers, counted how, and as of when. */
export interface Census {
  readonly workspace: WorkspaceId;
  /** IANA zone of the workspace, whose local days are counted. */
  readonly timezone: string;
  /** The model in force. */
  readonly counting: Counting;
  /** The workspace's time. */
  readonly now: Instant;
  /** The programme in force, where it has boards. */
  readonly boards?: Boards;
}

/** As much of a programme as boards go by. */
export interface Boards extends Pick<Loyalty, 'quests'> {
  readonly all: readonly Board[];
}

/** When a reader reads, and whose local days it counts. */
export type ReadAt = Pick<Census, 'timezone' | 'now'>;

/** What one customer is counted under, so that their next change takes off exactly that. */
export interface CountedRow {
  readonly _id: CustomerKey;
  readonly workspace: WorkspaceId;
  /** The picture of the customer it was counted from; see `versionOf`. */
  readonly version: string;
  /** How it was counted; see `nameOf`. */
  readonly by: string;
  /** For which tallies; see `COUNTED_FOR`. Rows of 0.3.0 have none: what they were counted under counts no more. */
  readonly counted?: string;
  readonly under?: readonly Contribution[];
  /** Up to which entry of their journal results are counted for good, and what was counted of the turn of the row. */
  readonly told?: { readonly upTo: number; readonly last: ResultShares };
  /** Their place in the population; `null` while nothing counts. */
  readonly keys: CounterKeys | null;
  /** Minor units, within the window of the model in force. */
  readonly revenue: number;
  readonly firstAt?: Instant;
  /** Of the last action. */
  readonly lastAt?: Instant;
  /** When they next fall silent, and what goes with them, for sums that are exact to the instant. */
  readonly silent?: { readonly at: Instant; readonly segment: SegmentId | null; readonly atStake: number };
  /** Until when all of this holds, if time alone will change it. */
  readonly until?: Instant;
  /** Set where their ledger still counts other things: the history has to be read first. */
  readonly other?: 1;
  /** What is left of somebody who was erased: what had happened, under an id that was drawn. */
  readonly erased?: 1;
}

export function countedCollection(connection: Connection): mongo.Collection<CountedRow> {
  return collectionOf<CountedRow>(connection, 'counted', [
    { keys: { workspace: 1, by: 1 } },
    { keys: { counted: 1, workspace: 1 } },
    { keys: { workspace: 1, 'keys.m': 1, revenue: 1 } },
    { keys: { workspace: 1, 'keys.r': 1, lastAt: 1 } },
    { keys: { workspace: 1, firstAt: 1 }, options: { partialFilterExpression: { firstAt: { $exists: true } } } },
    { keys: { workspace: 1, until: 1 }, options: { partialFilterExpression: { until: { $gt: 0 } } } },
    { keys: { workspace: 1 }, options: { partialFilterExpression: { other: 1 } } },
    {
      keys: { workspace: 1, 'silent.at': 1, 'silent.segment': 1, 'silent.atStake': 1 },
      options: { partialFilterExpression: { 'silent.at': { $gt: 0 } } },
    },
  ]);
}

/** What the journal says of completed turns. */
export interface PastTurns {
  readonly moves: readonly TurnMove[];
  readonly changes: readonly TurnChange[];
  readonly rewards: readonly ToldRewards[];
  /** What the ledger of effects is counted under for them. */
  readonly signs: readonly Contribution[];
  /** Everything that results were counted from, up to `upTo`. */
  readonly results: ResultShares;
  readonly upTo: number;
}

export function countedRow(row: Countable, past: PastTurns, census: Census): CountedRow {
  const { counting, now } = census;
  const { basis } = row.state;
  const ledger = ledgerKeptNow(row.state.ledger);
  const totals = totalsOf(ledger, { engagedAt: null }, { ...DEFAULT_SCORING, ...counting }, now);
  const firstAt = firstPurchaseAt(ledger);
  const isOther = basis !== basisOf(counting.counts);
  const keys = totals && counterKeys(totals, zoneOf(counting.counts));
  const last = ofLastTurn(row, census);
  const customer = talliedOf(row, { ...past, results: addResults(past.results, last) }, keys, census);
  const rewarded = rewardedIn(row, past, census);
  const until = Math.min(
    (totals && totalsChangeAt(ledger, counting, now)) ?? Infinity,
    keptUntil(customer, rewarded, past.signs, census),
  );
  const { nextSilence, segment } = row;
  return {
    _id: row._id,
    workspace: row.workspace,
    version: versionText(row),
    by: nameOf(counting),
    counted: COUNTED_FOR,
    under: contributionsOf(customer),
    told: { upTo: past.upTo, last },
    keys,
    revenue: totals?.revenue ?? 0,
    ...(totals && firstAt !== null ? { firstAt } : {}),
    ...(totals ? { lastAt: totals.lastPurchaseAt } : {}),
    ...(nextSilence ? { silent: { at: nextSilence.at, segment, atStake: customer.atStake } } : {}),
    ...(Number.isFinite(until) ? { until } : {}),
    ...(isOther ? { other: 1 } : {}),
  };
}

function talliedOf(
  row: Countable,
  past: Omit<PastTurns, 'upTo'>,
  population: CounterKeys | null,
  census: Census,
): Tallied {
  const { now, timezone, counting } = census;
  const { segment, r, f, revenue, nextMove, nextSilence, atStake, lastTurn, state, audiences = [] } = row;
  const localDay = (at: Instant) => dayOf(at, timezone);
  const first = localDay(now) - KEPT_DAYS;
  const moves = [...past.moves, ...(lastTurn?.moves ?? [])].flatMap(({ at, from, to }): readonly DatedMove[] => {
    const day = localDay(at);
    return day < first ? [] : [{ day, from, to }];
  });
  const changes = [...past.changes, ...(lastTurn?.changes ?? [])].flatMap(({ at, audience, is }) => {
    const day = localDay(at);
    return day < first ? [] : [{ day, audience, is }];
  });
  const came = row.arrived ?? arrivalOf(row.state, segment);
  const arrived = came && localDay(came.at) >= first ? { day: localDay(came.at), segment: came.segment } : null;
  const { rules, profile } = state;
  const journeys = standingsNow(state.journeys);
  const standing = { segment, r, f, revenue, atStake, nextMove, nextSilence, journeys, rules };
  const results = keptResults(past.results, first);
  const days = { dayOf: localDay, orderDayOf: (at: Instant) => dayOf(at, zoneOf(counting.counts)) };
  const rewards = rewardShares(rewardedIn(row, past, census), ledgerKeptNow(state.ledger), days);
  const placed = placedShares(past.signs, ledgerKeptNow(state.ledger), first);
  const held = { ...heldIn(state.loyalty), referral: referralsIn(state.loyalty), audiences, arrived };
  const reached = reachedOn(upcastProfile(profile), 'marketing');
  return {
    ...standing,
    ...held,
    reachedOn: reached,
    population,
    moves,
    changes,
    results,
    rewards,
    placed,
    dayOf: localDay,
  };
}

/** What was told of rewards in the days that are kept. */
function rewardedIn({ lastTurn }: Countable, { rewards }: Pick<PastTurns, 'rewards'>, { now, timezone }: Census) {
  const first = startOfDay(dayOf(now, timezone) - KEPT_DAYS, timezone);
  return [...rewards, ...(lastTurn?.rewards ?? [])].filter(({ at }) => at >= first);
}

function ofLastTurn({ lastTurn }: Countable, { timezone }: Census): ResultShares {
  return lastTurn?.told ? resultsOf(lastTurn.told, (at) => dayOf(at, timezone)) : NO_RESULTS;
}

/** What was counted for good of a customer: without the turn that may still be decided again. */
export function settledResults({ under = [], told }: CountedRow): ResultShares {
  const of = (name: string) => under.flatMap(({ tally, ...share }) => (tally === name ? [share] : []));
  const all = { steps: of(stepResultTally.name), days: of(dayResultTally.name), arms: of(armResultTally.name) };
  return told ? lessResults(all, told.last) : NO_RESULTS;
}

/** When the oldest thing that is kept by day leaves the days that are kept. */
function keptUntil(
  { moves, changes, arrived, results, dayOf: localDay }: Tallied,
  rewarded: readonly ToldRewards[],
  signs: readonly Contribution[],
  { now, timezone }: Census,
): Instant {
  const told = results.days.flatMap(({ day }) => day ?? []);
  const first = localDay(now) - KEPT_DAYS;
  const given = [
    ...rewarded.map(({ at }) => localDay(at)),
    ...signs.flatMap(({ day = 0 }) => (day < first ? [] : [day])),
  ];
  const days = [...[...moves, ...changes, ...(arrived ? [arrived] : [])].map(({ day }) => day), ...told, ...given];
  return days.length === 0 ? Infinity : startOfDay(Math.min(...days) + KEPT_DAYS + 1, timezone);
}

/** Tells every way of counting from every other. */
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
  if (was === undefined) return true;
  const isAsWanted = was.by === nameOf(census.counting) && was.counted === COUNTED_FOR;
  return isAsWanted && (was.until ?? Infinity) > census.now;
}
