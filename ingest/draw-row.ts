import { UNDELIVERED, type EventRow } from '../db/events/events.ts';
import type { ClaimRow } from '../db/draws/claims.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { DrawPlayed } from '../domain/events/event.ts';
import { drawKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';
import { bodyHash } from './canonical.ts';
import { INLINE } from './event-row.ts';

/** The event by which a ticket is played for what it came to, in its stored form: a ticket has one. */
export function drawRow(workspace: WorkspaceRow, claim: ClaimRow, receivedAt: Instant): EventRow {
  const { customer, draw, ticket, prize, reward } = claim;
  const at = workspaceTime(workspace, receivedAt);
  const key = drawKey(workspace._id, draw, customer, ticket);
  const what = { draw, ticket, prize, reward };
  const event: DrawPlayed = { kind: 'draw-played', key, customer, at, seenAt: at, receivedAt, ...what };
  const row = {
    _id: key,
    workspace: workspace._id,
    customer,
    event,
    hash: bodyHash({ customer, ...what }),
    receivedAt,
  };
  return { ...row, p: UNDELIVERED, due: receivedAt + INLINE };
}
