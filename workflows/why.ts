import type { Deadline } from '../domain/decision/decision.ts';
import type { EventKey } from '../domain/keys.ts';
import { oneLine } from '../domain/words/one-line.ts';
import type { Instant } from '../domain/time.ts';
import type { EffectOutcome } from './messages.ts';

const MOST_NAMED = 3;

export interface Asked {
  readonly events: readonly EventKey[];
  readonly outcomes: readonly EffectOutcome[];
  readonly wake: Deadline | null;
  readonly now: Instant;
}

/**
 * Why a decision is asked for, in one line for the Temporal UI: the events by their ids, or the deadline that has come.
 * It is written when the decision begins; what came of it is in the current details.
 */
export function whyAsked({ events, outcomes, wake, now }: Asked): string {
  const reasons = [
    ...(events.length > 0 ? [namedEvents(events)] : []),
    ...(wake !== null && wake.at <= now ? [`deadline: ${wake.because}`] : []),
    ...(outcomes.length > 0 ? [`given up: ${outcomes.map(({ effect }) => effect.key).join(', ')}`] : []),
  ];
  return oneLine(reasons.length > 0 ? reasons.join('; ') : 'woken');
}

function namedEvents(events: Asked['events']): string {
  const ids = events.slice(0, MOST_NAMED).map((key) => key.split(':').slice(2).join(':'));
  if (events.length === 1) return `event ${ids.join()}`;
  return `${events.length} events: ${ids.join(', ')}${events.length > MOST_NAMED ? ', …' : ''}`;
}
