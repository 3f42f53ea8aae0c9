import type { QuarantineRow } from '../../db/events/quarantine.ts';
import { isoTime } from '../../domain/time.ts';
import { eventName } from '../sentences.ts';

/** What is set aside, for people; its id is opaque, since keys of events hold any character. */
export function quarantineLine({ _id, customer, event, reason, since, droppedAt }: QuarantineRow) {
  return {
    id: Buffer.from(_id).toString('base64url'),
    what: event === undefined ? ('customer' as const) : ('event' as const),
    customer,
    event: event === undefined ? null : eventName(event),
    reason,
    since: isoTime(since),
    droppedAt: droppedAt === undefined ? null : isoTime(droppedAt),
  };
}

export function quarantineKey(id: string): string {
  return Buffer.from(id, 'base64url').toString('utf8');
}
