import { randomUUID } from 'node:crypto';
import { UNDELIVERED, type EventRow } from '../db/events/events.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Identified, ProfileChanged } from '../domain/events/event.ts';
import { eventId, sourceId, type CustomerId } from '../domain/ids.schema.ts';
import { eventKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';
import { bodyHash } from './canonical.ts';

/** What calls say of a customer that are no events of their senders. */
type Content =
  | Pick<ProfileChanged, 'kind' | 'timezone' | 'consent' | 'address' | 'revision'>
  | Pick<Identified, 'kind' | 'attributes' | 'replaces'>;

const OWN_SOURCE = sourceId.parse('sojourn');

/** The event that a call makes by itself, said now; its id is ours. */
export function ownRow(workspace: WorkspaceRow, customer: CustomerId, content: Content, receivedAt: Instant): EventRow {
  const at = workspaceTime(workspace, receivedAt);
  const key = eventKey(workspace._id, OWN_SOURCE, eventId.parse(`${content.kind}:${randomUUID()}`));
  return {
    _id: key,
    workspace: workspace._id,
    customer,
    event: { key, customer, at, seenAt: at, receivedAt, ...content },
    hash: bodyHash(content),
    receivedAt,
    p: UNDELIVERED,
    due: receivedAt,
  };
}
