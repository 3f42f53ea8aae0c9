import { withSaid, type Attributes } from '../attributes/attributes.ts';
import type { JourneyId } from '../ids.schema.ts';
import { standingsFrom } from '../journey/evolve.ts';
import type { JourneyFact } from '../journey/facts.ts';
import { standingIn, type Enrolment, type JourneyStandings, type Mailed, type Watch } from '../journey/standing.ts';
import { entriesOf, own } from '../own.ts';
import type { Instant } from '../time.ts';
import type { Difference } from './rebuild.ts';

/** As much of an entry of the journal as tells where a customer stands in journeys. */
export interface ToldEntry {
  readonly at: Instant;
  readonly facts: readonly JourneyFact[];
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
}

/** Before the first entry. */
export const NOTHING_TOLD: JournalFold = { standings: {}, partly: {}, said: {} };

/**
 * Goes on with a fold.
 * @param entries those that follow, oldest first; however a journal is cut into pages, the fold is the same
 */
export function foldEntries({ standings, partly, said }: JournalFold, entries: readonly ToldEntry[]): JournalFold {
  const newest: Record<JourneyId, number> = { ...partly };
  for (const { earlier, facts } of entries) {
    for (const { what, place } of earlier ? facts : []) {
      if (what !== 'refused') newest[place.journey] = Math.max(own(newest, place.journey) ?? 0, place.enrolment);
    }
  }
  return { standings: standingsFrom(entries, standings), partly: newest, said: saidIn(entries, said) };
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

function partOf(enrolment: Enrolment) {
  return { is: enrolment.is, enrolment: enrolment.enrolment, step: enrolment.is === 'inside' ? enrolment.step : null };
}

/** The store may give fields back in another order. */
function sorted(one: Enrolment | Watch | Mailed): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
