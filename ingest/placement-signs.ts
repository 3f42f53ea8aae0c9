import { createHash } from 'node:crypto';
import { UNDELIVERED, type EventRow } from '../db/events/events.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Activity } from '../domain/events/event.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import type { StepPlace } from '../domain/journey/facts.ts';
import { placementSignKey, type EffectKey } from '../domain/keys.ts';
import { TOLD_SIGNS, type ToldSign } from '../domain/policy/placements.ts';
import type { Instant } from '../domain/time.ts';
import { bodyHash } from './canonical.ts';
import { INLINE } from './event-row.ts';

/** What a customer did with a placement, as a page told it. */
export interface PlacementTold {
  /** The page's own. */
  readonly id: string;
  readonly placement: EffectKey;
  readonly place: StepPlace;
  readonly slot: string;
  readonly sign: ToldSign;
  /** In the workspace's time. */
  readonly at: Instant;
}

/**
 * The event by which a customer is told of it, once: its key follows from the placement and the page's own id.
 * @param receivedAt by the wall clock
 */
export function placementRow(
  { _id: workspace, clock }: WorkspaceRow,
  customer: CustomerId,
  { id, placement, place, slot, sign, at }: PlacementTold,
  receivedAt: Instant,
): EventRow {
  const named = createHash('sha256').update(`${placement}#${id}`).digest('hex');
  const key = placementSignKey(workspace, named);
  const facts = { journey: place.journey, step: place.step, slot };
  const event: Activity = {
    kind: 'activity',
    type: TOLD_SIGNS[sign],
    key,
    customer,
    at,
    seenAt: clock ?? receivedAt,
    receivedAt,
    facts,
  };
  return {
    _id: key,
    workspace,
    customer,
    event,
    // Not when: a page that sends it again may have another clock by then.
    hash: bodyHash({ type: event.type, ...facts }),
    receivedAt,
    data: facts,
    p: UNDELIVERED,
    due: receivedAt + INLINE,
  };
}
