import type { Connection } from 'mongoose';
import { addressIn, type ContactRow } from '../db/customers/contact-row.ts';
import { mongoContactStore } from '../db/customers/contacts.ts';
import { mongoSuppressions } from '../db/messaging/suppressions.ts';
import { byChannel } from '../domain/channels/channel.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { openLinks } from '../links/open.ts';
import type { ProfileChange } from './open.ts';

/**
 * What a customer is told of an address that was suppressed before they came with it: that it leads nowhere. It is noted
 * beside the address, as where it is suppressed later, so that who can be reached does not differ by what came first. For that it is
 * looked up after the address is stored: whoever suppresses it later than this finds the contact.
 */
export function knowingSuppressed(connection: Connection, now: () => Instant) {
  const [contacts, suppressions] = [mongoContactStore(connection), mongoSuppressions(connection)];
  const links = openLinks(connection, {});
  return async (
    workspace: WorkspaceId,
    customer: CustomerId,
    change: ProfileChange,
    stored?: ContactRow,
  ): Promise<ProfileChange> => {
    let told = change;
    let contact = stored ?? null;
    for (const [channel, isKnown] of byChannel(change.address ?? {})) {
      if (!isKnown) continue;
      contact ??= await contacts.get(workspace, customer);
      const address = addressIn(contact, channel);
      if (address === undefined) continue;
      const suppressed = await suppressions.find(await links.hashed(workspace, channel, address));
      if (suppressed === null) continue;
      const refused = { address, at: now(), reason: `suppressed before (${suppressed.reason})` };
      const row = await contacts.noteUnreachable(workspace, customer, channel, refused);
      if (row === null) continue;
      told = { ...told, address: { ...told.address, [channel]: false }, revision: row.revision ?? 0 };
    }
    return told;
  };
}
