import { stateAt } from '../domain/decision/rebuild.ts';
import type { CustomerState } from '../domain/decision/state.ts';
import { walkAhead, type Walked } from '../domain/decision/trial.ts';
import { takenAt, type CustomerEvent } from '../domain/events/event.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import { customerKey } from '../domain/keys.ts';
import type { LoyaltyDraft } from '../domain/loyalty/draft.schema.ts';
import { wakingAnew, type Playbook } from '../domain/playbook.ts';
import type { Instant } from '../domain/time.ts';
import type { Base } from './part.ts';
import { walkThrough } from './walk-through.ts';

/** One customer, and everything that they did. */
export interface Previewed {
  readonly customer: CustomerId;
  readonly history: readonly CustomerEvent[];
}

/** Whoever asks waits for it. */
const MOST_INSTANTS = 2_000;

/** What a programme would have made of one customer since an instant, and whether it was cut short. */
export interface PreviewOf extends Pick<Walked, 'isCut' | 'entries'> {
  readonly state: CustomerState;
}

/**
 * What a programme would have made of somebody's past since an instant: by the core that keeps points in real time, and
 * without any journey. Nothing of it is kept.
 */
export async function previewLoyalty(
  base: Base,
  draft: LoyaltyDraft,
  { customer, history: learned }: Previewed,
  since: Instant,
): Promise<PreviewOf> {
  const history = learned.map(asItHappened);
  const { workspace, now } = base;
  const { timezone } = workspace;
  const playbook = trialOf(base, draft, since);
  const state = stateAt(history, playbook, since, timezone);
  const walk = walkAhead({
    customer: customerKey(workspace._id, customer),
    playbook,
    timezone,
    sandbox: true,
    state,
    history: history.filter((event) => takenAt(event) <= since),
    events: history.filter((event) => takenAt(event) > since && takenAt(event) <= now),
    until: now,
    mostInstants: MOST_INSTANTS,
  });
  return await walkThrough(walk);
}

/** History that was imported or learned late counts as if it had been told of at once: it is what customers do. */
function asItHappened(event: CustomerEvent): CustomerEvent {
  const { silent: _silent, ...told } = event;
  return { ...told, seenAt: event.at };
}

/** The rules in force, with this programme since then and nothing else that could happen. */
function trialOf({ book }: Base, draft: LoyaltyDraft, since: Instant): Playbook {
  const { lives: _lives, ...rest } = book;
  const loyalty = { ...draft, version: 0, since };
  return wakingAnew({ ...rest, loyalty, journeys: new Map(), earlier: [] }, since);
}
