import type { JournalEntry } from '../../decision/decision.ts';
import { decide, type DecideInput, type Decision } from '../../decision/decide.ts';
import type { EntryAsked } from '../../events/event.ts';
import type { EnrolmentPlace, RefuseReason, SkipReason } from '../facts.ts';

/** What becomes of somebody who is asked into a journey at an instant. */
export type Foreseen =
  /** They enter, and a message is sent at once. */
  | 'now'
  /** They enter, and quiet hours hold the message back. */
  | 'later'
  /** They enter, and no message is due at once. */
  | 'enters'
  /** They do not enter, or enter and the message is passed over. */
  | RefuseReason
  | SkipReason;

/** What becomes of somebody, and the decision that says so. */
export interface Foresight {
  readonly outcome: Foreseen;
  readonly decision: Decision;
}

/**
 * What the core itself says of being asked in, by doing it on a copy. What happens first counts: a message that is sent,
 * held back or passed over.
 * @param input as for a decision at that instant, without events
 */
export function foresee(input: Omit<DecideInput, 'events' | 'orders'>, event: EntryAsked): Foresight {
  const decision = decide({ ...input, events: [event], orders: new Map() });
  const entry = decision.entries.find(({ events }) => events.some(({ key }) => key === event.key));
  return { decision, outcome: entry === undefined ? 'enters' : toldBy(entry, event) };
}

function toldBy({ facts, effects }: JournalEntry, { journey, ref }: EntryAsked): Foreseen {
  const come = facts.find((fact) => 'asked' in fact && fact.asked?.ref === ref);
  if (come?.what === 'refused') return come.because;
  if (come?.what !== 'entered') return 'enters';
  const { enrolment } = come.place;
  const isTheirs = ({ place }: { readonly place: EnrolmentPlace }) =>
    place.journey === journey && place.enrolment === enrolment;
  const steps = new Set(
    effects.flatMap(({ kind, origin }) =>
      kind === 'sendMessage' && origin.by === 'journey' && isTheirs(origin) ? [origin.place.step] : [],
    ),
  );
  for (const fact of facts) {
    if (fact.what === 'refused' || !isTheirs(fact)) continue;
    if (fact.what === 'skipped') return fact.because;
    if (fact.what === 'attempted') return 'now';
    if (fact.what === 'waiting' && fact.waiting.for === 'quiet-hours') return 'later';
    if (fact.what === 'passed' && steps.has(fact.place.step)) return 'now';
  }
  return 'enters';
}
