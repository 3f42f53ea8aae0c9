import { createHash } from 'node:crypto';
import { eventId, type EventId } from '../domain/ids.schema.ts';

/** Characters an event id may have. */
const LONGEST_ID = 128;

/** An id made of what an event says, such that the same is known again in a later import. @param kind a word */
export function ownId(kind: string, said: string): EventId {
  const name = `${kind}:${said}`;
  if (name.length <= LONGEST_ID) return eventId.parse(name);
  return eventId.parse(`${kind}:${createHash('sha256').update(name).digest('base64url')}`);
}
