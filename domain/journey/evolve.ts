import type { StepId } from '../ids.schema.ts';
import type { Instant } from '../time.ts';
import { isTry, type TryFact } from './chain-facts.ts';
import type { JourneyFact, MeasuringFact } from './facts.ts';
import { isDecided, isOfMessage, withMessage, withTold, type MessageFact } from './mailed.ts';
import {
  standingIn,
  type Enrolment,
  type Heard,
  type Inside,
  type JourneyStanding,
  type JourneyStandings,
  type Tried,
} from './standing.ts';
import { isMeasuring, watching } from './watching.ts';

/** What a wait remembers at most of what happened before it was reached: the newest. */
const MOST_HEARD = 4;
/** Of keys that have left, the newest are remembered; an older one may come again as if it were new. */
export const MOST_LEFT = 50;

/**
 * The standing in one journey after a fact. The decision itself and whoever tells the past from the journal use this
 * one function, so that both agree.
 * @param at when it happened
 */
export function evolve(standing: JourneyStanding, fact: JourneyFact, at: Instant): JourneyStanding {
  if (fact.what === 'refused') return standing;
  if (isMeasuring(fact)) return { ...standing, watched: watching(standing, fact, at) };
  if (isOfMessage(fact)) return { ...standing, mailed: withTold(standing, fact) };
  const { enrolment } = fact.place;
  if (fact.what === 'entered') {
    const others = standing.enrolments.filter(({ key }) => key !== fact.key);
    return { ...standing, entered: enrolment, enrolments: [...others, entered(fact, at)] };
  }
  const enrolments = standing.enrolments.map((one) => {
    if (one.is === 'left' || one.enrolment !== enrolment) return one;
    if (fact.what === 'left') return gone(one, at);
    return isTry(fact) ? withTried(one, fact, at) : moved(one, fact, at);
  });
  const mailed = isDecided(fact) ? { mailed: withMessage(standing, fact, at) } : {};
  return { ...standing, ...mailed, enrolments: fact.what === 'left' ? remembered(enrolments) : enrolments };
}

function gone({ enrolment, key }: Inside, at: Instant): Enrolment {
  return { is: 'left', enrolment, at, ...(key === undefined ? {} : { key }) };
}

function remembered(enrolments: readonly Enrolment[]): readonly Enrolment[] {
  const left = enrolments.flatMap((one) => (one.is === 'left' ? [one] : []));
  if (left.length <= MOST_LEFT) return enrolments;
  const oldest = left.reduce((a, b) => (b.at < a.at ? b : a));
  return enrolments.filter((one) => one !== oldest);
}

/**
 * Where a customer stands in every journey, from the facts of their journal, oldest first.
 * @param stood where they stood before the first of these entries
 */
export function standingsFrom(
  entries: readonly { readonly at: Instant; readonly facts: readonly JourneyFact[] }[],
  stood: JourneyStandings = {},
): JourneyStandings {
  const journeys: Record<string, JourneyStanding> = { ...stood };
  for (const { at, facts } of entries) {
    for (const fact of facts) {
      const { journey } = fact.place;
      if (fact.what !== 'refused') journeys[journey] = evolve(standingIn(journeys, journey), fact, at);
    }
  }
  return journeys;
}

function entered(
  { place, from, loops, key, entry, order }: Extract<JourneyFact, { what: 'entered' }>,
  at: Instant,
): Inside {
  const { version, enrolment, step, visit } = place;
  return {
    is: 'inside',
    version,
    enrolment,
    enteredAt: at,
    ...(from === undefined ? {} : { from }),
    step,
    since: at,
    waiting: { for: 'turn', until: at },
    visits: loops ? { [step]: visit } : {},
    ...(key === undefined ? {} : { key }),
    ...(entry === undefined ? {} : { entry }),
    ...(order === undefined ? {} : { order }),
  };
}

function moved(
  inside: Inside,
  fact: Exclude<JourneyFact, MeasuringFact | MessageFact | TryFact | { what: 'entered' | 'left' | 'refused' }>,
  at: Instant,
): Inside {
  switch (fact.what) {
    case 'reached': {
      const { step, visit } = fact.place;
      const visits = fact.loops ? { ...inside.visits, [step]: visit } : inside.visits;
      return { ...withoutTried(inside), step, since: at, waiting: { for: 'turn', until: at }, visits };
    }
    case 'waiting':
      return { ...withoutReply(inside), waiting: fact.waiting };
    case 'heard':
      return hearing(inside, withHeard(inside.heard ?? [], fact));
    case 'passed': {
      const on = fact.reply ? { ...inside, reply: fact.reply } : withoutReply(inside);
      return on.heard && on.waiting.for !== 'step' ? hearing(on, unused(on.heard, on.step)) : on;
    }
    case 'skipped':
      return withoutReply(inside);
    case 'paused':
      return { ...inside, held: true };
    case 'resumed': {
      const { held: _held, ...released } = inside;
      return { ...released, waiting: fact.waiting };
    }
    case 'draining': {
      const { leaveBy: _before, ...unhurried } = inside;
      return fact.until === null ? unhurried : { ...unhurried, leaveBy: fact.until };
    }
    case 'relocated':
      return relocated(inside, fact, at);
  }
}

function withoutReply(inside: Inside): Inside {
  if (inside.reply === undefined) return inside;
  const { reply: _used, ...rest } = inside;
  return rest;
}

function withoutTried(inside: Inside): Inside {
  if (inside.tried === undefined) return inside;
  const { tried: _over, ...rest } = inside;
  return rest;
}

function withTried(inside: Inside, fact: TryFact, at: Instant): Inside {
  const { channel, place } = fact;
  const tried: Tried =
    fact.what === 'passed-over'
      ? { channel, because: fact.because }
      : { channel, version: place.version, at, until: fact.until };
  return { ...inside, tried: [...(inside.tried ?? []), tried] };
}

/** Whoever stays at their step has reached it when they had. */
function relocated(inside: Inside, fact: Extract<JourneyFact, { what: 'relocated' }>, at: Instant): Inside {
  const { version, step, visit } = fact.place;
  const { heard = [], visits } = inside;
  const there: Inside = {
    // What a chain has tried is not tried again by the same step of another version.
    ...(step === fact.from.step ? inside : withoutTried(inside)),
    version,
    step,
    since: step === fact.from.step ? inside.since : at,
    waiting: fact.waits ? inside.waiting : { for: 'turn', until: at },
    visits: fact.loops ? { ...visits, [step]: visit } : visits,
  };
  return hearing(there, fact.forgets ? heard.filter(([wait]) => !fact.forgets?.includes(wait)) : heard);
}

function hearing({ heard: _before, ...inside }: Inside, heard: Heard): Inside {
  return heard.length === 0 ? inside : { ...inside, heard };
}

function withHeard(heard: Heard, { wait, happenedAt, way }: Extract<JourneyFact, { what: 'heard' }>): Heard {
  const news = way === undefined ? ([wait, happenedAt] as const) : ([wait, happenedAt, way] as const);
  const all = [...heard, news].toSorted(([a, one], [b, other]) => one - other || (a < b ? -1 : 1));
  const surplus = all.filter(([step]) => step === wait).length - MOST_HEARD;
  return surplus > 0
    ? all.toSpliced(
        all.findIndex(([step]) => step === wait),
        1,
      )
    : all;
}

/**
 * A wait was over when it was reached. What ended it ends no other wait, and a loop that comes back waits for something
 * new.
 */
function unused(heard: Heard, passed: StepId): Heard {
  const used = heardFirst(heard, passed)?.[1];
  return heard.filter(([step, at]) => step !== passed && at !== used);
}

/** What a step waits for that first happened before it was reached. */
export function heardFirst(heard: Heard, wait: StepId): Heard[number] | undefined {
  return heard.find(([step]) => step === wait);
}
