import type { Connection } from 'mongoose';
import { addressIn } from '../db/customers/contact-row.ts';
import { mongoContactStore } from '../db/customers/contacts.ts';
import { mongoSuppressions } from '../db/messaging/suppressions.ts';
import { byChannel } from '../domain/channels/channel.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { openLinks } from '../links/open.ts';
import type { ProfileChange } from './open.ts';

/**
 * What a customer is told of an address that was suppressed before they came with it: that it leads nowhere. It is noted
 * beside the address, as where it is suppressed later, so that who can be reached does not differ by what came first.
 */
export function knowingSuppressed(connection: Connection, now: () => Instant) {
  const [contacts, suppressions] = [mongoContactStore(connection), mongoSuppressions(connection)];
  const links = openLinks(connection, {});
  return async (workspace: WorkspaceId, customer: CustomerId, change: ProfileChange): Promise<ProfileChange> => {
    let told = change;
    for (const [channel, isKnown] of byChannel(change.address ?? {})) {
      const address = isKnown ? addressIn(await contacts.get(workspace, customer), channel) : undefined;
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
