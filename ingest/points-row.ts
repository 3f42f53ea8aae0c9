import { UNDELIVERED, type EventRow } from '../db/events/events.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { PointsAdjusted, PointsReturned, PointsSpent } from '../domain/events/event.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import { pointsKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';
import { bodyHash } from './canonical.ts';
import { INLINE } from './event-row.ts';

/** What somebody asks of a customer's points. */
export type PointsAsked =
  | Pick<PointsSpent, 'kind' | 'points'>
  | Pick<PointsReturned, 'kind' | 'spend'>
  | Pick<PointsAdjusted, 'kind' | 'points' | 'reason'>;

/**
 * The event that asks for points, in its stored form.
 * @param id the caller's own: the same one again is the same event, and with other content a conflict
 */
export function pointsRow(
  workspace: WorkspaceRow,
  customer: CustomerId,
  id: string,
  asked: PointsAsked,
  receivedAt: Instant,
): EventRow {
  const at = workspaceTime(workspace, receivedAt);
  const key = pointsKey(workspace._id, id);
  return {
    _id: key,
    workspace: workspace._id,
    customer,
    event: { key, customer, at, seenAt: at, receivedAt, ...asked },
    hash: bodyHash({ customer, ...asked }),
    receivedAt,
    p: UNDELIVERED,
    due: receivedAt + INLINE,
  };
}
