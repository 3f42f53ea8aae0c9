import { withSaid, type Attributes } from '../attributes/attributes.ts';
import type { JourneyId } from '../ids.schema.ts';
import { standingsFrom } from '../journey/evolve.ts';
import type { JourneyFact } from '../journey/facts.ts';
import { standingIn, type Enrolment, type JourneyStandings, type Mailed, type Watch } from '../journey/standing.ts';
import { evolved } from '../loyalty/evolve.ts';
import type { LoyaltyFact } from '../loyalty/facts.ts';
import type { LoyaltyState } from '../loyalty/state.ts';
import { entriesOf, own } from '../own.ts';
import type { Instant } from '../time.ts';
import type { Difference } from './rebuild.ts';

/** As much of an entry of the journal as tells where a customer stands in journeys, and of their points and tier. */
export interface ToldEntry {
  readonly at: Instant;
  readonly facts: readonly JourneyFact[];
  readonly loyalty?: readonly LoyaltyFact[];
  /** The facts were made of what an earlier version noted, which did not say everything. */
  readonly earlier?: true;
}

/** What a journal has come to so far. It does not grow with the journal, so that a long one is folded page by page. */
export interface JournalFold {
  readonly standings: JourneyStandings;
  /** The newest enrolment in each journey of which an earlier version told a part. */
  readonly partly: Readonly<Record<JourneyId, number>>;
  /** What steps said of attributes. */
  readonly said: Attributes;
  /** Points and the tier; left out where nothing told of either. */
  readonly loyalty?: LoyaltyState;
}

/** Before the first entry. */
export const NOTHING_TOLD: JournalFold = { standings: {}, partly: {}, said: {} };

/**
 * Goes on with a fold.
 * @param entries those that follow, oldest first; however a journal is cut into pages, the fold is the same
 */
export function foldEntries(before: JournalFold, entries: readonly ToldEntry[]): JournalFold {
  const { standings, partly, said } = before;
  const loyalty = evolved(
    before.loyalty,
    entries.flatMap(({ loyalty: told = [] }) => told),
  );
  const newest: Record<JourneyId, number> = { ...partly };
  for (const { earlier, facts } of entries) {
    for (const { what, place } of earlier ? facts : []) {
      if (what !== 'refused') newest[place.journey] = Math.max(own(newest, place.journey) ?? 0, place.enrolment);
    }
  }
  return {
    standings: standingsFrom(entries, standings),
    partly: newest,
    said: saidIn(entries, said),
    ...(loyalty === undefined ? {} : { loyalty }),
  };
}

function saidIn(entries: readonly ToldEntry[], before: Attributes): Attributes {
  let known = before;
  for (const { at, facts } of entries) {
    for (const fact of facts) {
      if (fact.what !== 'passed' || fact.said === undefined) continue;
      const { name, value, received } = fact.said;
      known = withSaid(known, { at, received, stated: { [name]: value } });
    }
  }
  return known;
}

/**
 * Where the live state and the journal do not agree on journeys. Of enrolments of which an earlier version told a part,
 * the step and whether they are over are compared, and nothing else.
 * @param fold of the customer's whole journal
 */
export function journeyDifferences(live: JourneyStandings, { standings, partly }: JournalFold): readonly Difference[] {
  const shown = (of: JourneyStandings, journey: JourneyId) => {
    const { entered, enrolments, watched = [], mailed = [] } = standingIn(of, journey);
    const isPart = ({ enrolment }: Enrolment) => own(partly, journey) === enrolment;
    return JSON.stringify({
      entered,
      enrolments: enrolments.map((one) => (isPart(one) ? partOf(one) : sorted(one))),
      watched: watched.map(sorted),
      mailed: mailed.map(sorted),
    });
  };
  const ids = new Set([...entriesOf(live), ...entriesOf(standings)].map(([id]) => id));
  return [...ids].flatMap((id) => {
    const [one, other] = [shown(live, id), shown(standings, id)];
    return one === other ? [] : [{ field: `journeys.${id}`, live: one, rebuilt: other }];
  });
}

/**
 * Where the live points and tier are not what the journal tells.
 * @param fold of the customer's whole journal
 */
export function loyaltyDifferences(live: LoyaltyState | undefined, fold: JournalFold): readonly Difference[] {
  const fields = [
    'facts',
    'account',
    'gained',
    'tier',
    'badges',
    'quests',
    'coupons',
    'tickets',
    'warned',
    'referral',
  ] as const;
  return fields.flatMap((field) => {
    const [one, other] = [shownPart(live, field), shownPart(fold.loyalty, field)];
    return one === other ? [] : [{ field: `loyalty.${field}`, live: one, rebuilt: other }];
  });
}

function shownPart(state: LoyaltyState | undefined, field: keyof LoyaltyState): string {
  return JSON.stringify(inOrder(state?.[field] ?? null));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const named = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(named.map(([name, inner]) => [name, inOrder(inner)]));
}

function partOf(enrolment: Enrolment) {
  return { is: enrolment.is, enrolment: enrolment.enrolment, step: enrolment.is === 'inside' ? enrolment.step : null };
}

/** The store may give fields back in another order. */
function sorted(one: Enrolment | Watch | Mailed): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
