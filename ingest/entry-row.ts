import { UNDELIVERED, type EventRow } from '../db/events/events.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { EntryAsked } from '../domain/events/event.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import { entryKey } from '../domain/keys.ts';
import type { Instant } from '../domain/time.ts';
import { bodyHash } from './canonical.ts';
import { INLINE } from './event-row.ts';

/** Whom somebody asks into a journey. */
export interface EntryWanted extends Pick<EntryAsked, 'journey' | 'by' | 'ref' | 'entry'> {
  readonly customer: CustomerId;
  /** The same one again asks for nothing new; of the journey, among those that come the same way. */
  readonly id: string;
}

/** The event that asks somebody into a journey, in its stored form. */
export function entryRow(wanted: EntryWanted, workspace: WorkspaceRow, receivedAt: Instant): EventRow {
  const { customer, id, journey, by, ref, entry } = wanted;
  const at = workspace.clock ?? receivedAt;
  const key = entryKey(workspace._id, by, journey, id);
  const asked = { journey, by, ...(entry === undefined ? {} : { entry }) };
  return {
    _id: key,
    workspace: workspace._id,
    customer,
    event: { kind: 'entry', key, customer, at, seenAt: at, receivedAt, ref, ...asked },
    hash: bodyHash({ customer, ...asked }),
    receivedAt,
    p: UNDELIVERED,
    due: receivedAt + INLINE,
  };
}
