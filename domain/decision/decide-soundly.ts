import { decide, type DecideInput, type Decision } from './decide.ts';
import type { CustomerEvent } from '../events/event.ts';

/** An event that cannot be decided on, and why: one sentence, without personal data. */
export interface SetAside {
  readonly event: CustomerEvent;
  readonly reason: string;
}

export type SoundDecision =
  | { readonly is: 'decided'; readonly decision: Decision; readonly aside: readonly SetAside[] }
  /** Nothing can be decided for this customer, not even without an event. */
  | { readonly is: 'stuck'; readonly reason: string };

/**
 * Decides, and where the core fails, finds the events by which it does and decides without them: one bad event must
 * not stop a customer for good. Costs nothing while nothing fails. Never throws.
 */
export function decideSoundly(input: DecideInput): SoundDecision {
  const whole = attempt(input);
  if ('decision' in whole) return { is: 'decided', decision: whole.decision, aside: [] };
  const bare = attempt({ ...input, events: [] });
  if ('reason' in bare) return { is: 'stuck', reason: bare.reason };
  const tried = input.events.map((event) => ({ event, outcome: attempt({ ...input, events: [event] }) }));
  const bad = tried.flatMap(({ event, outcome }) => ('reason' in outcome ? [{ event, reason: outcome.reason }] : []));
  const good = tried.flatMap(({ event, outcome }) => ('decision' in outcome ? [event] : []));
  const rest = bad.length > 0 ? attempt({ ...input, events: good }) : whole;
  if ('decision' in rest) return { is: 'decided', decision: rest.decision, aside: bad };
  // Each of them works alone, and not together.
  const all = [...bad, ...good.map((event) => ({ event, reason: rest.reason }))];
  return { is: 'decided', decision: bare.decision, aside: all };
}

type Attempt = { readonly decision: Decision } | { readonly reason: string };

function attempt(input: DecideInput): Attempt {
  try {
    return { decision: decide(input) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
