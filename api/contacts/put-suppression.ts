import type { ContactRow } from '../../db/customers/contact-row.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import { isoTime } from '../../domain/time.ts';
import { changeContact, noteRefused } from '../../ingest/contact.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf, type Here } from '../http/here.ts';
import { contactPorts } from './contact.ts';
import { putSuppressionContract } from './put-suppression.contract.ts';

export const putSuppression = endpoint(putSuppressionContract, async ({ body, caller }, deps) => {
  const { stores, links, clock } = deps;
  const here = await hereOf(deps, caller);
  const hashed = await links.hashed(caller.workspace, body.channel, body.address);
  if (body.suppressed) await stores.suppressions.suppress(hashed, { reason: 'request', at: clock() });
  else await stores.suppressions.lift(hashed);
  await tellOwners(deps, here, body);
  const found = await stores.suppressions.find(hashed);
  return {
    status: 200,
    body: {
      suppressed: found !== null,
      reason: found?.reason ?? null,
      since: found === null ? null : isoTime(found.at),
    },
  };
});

interface Said {
  readonly channel: Channel;
  readonly address: string;
  readonly suppressed: boolean;
}

/** So that conditions and counts of who can be reached know of it, and not only whoever sends. */
async function tellOwners(deps: ApiDeps, { workspace }: Here, { channel, address, suppressed }: Said): Promise<void> {
  const { contacts } = deps.stores;
  const { acceptProfile } = deps.ingest;
  // Nobody has two that differ by the size of their letters, but people write them so.
  const spellings = [...new Set([address, address.toLowerCase()])];
  const owners = await Promise.all(spellings.map((one) => contacts.having(workspace._id, channel, one)));
  for (const row of owners.flat()) {
    const own = row.addresses[channel];
    if (own === undefined) continue;
    if (suppressed) {
      const refused = { address: own, at: deps.clock(), reason: 'suppressed by the team' };
      await noteRefused({ contacts, acceptProfile }, workspace, row.customer, channel, refused);
    } else if (isRefused(row, channel)) {
      await contacts.noteReachable(workspace._id, row.customer, channel);
      await changeContact(contactPorts(deps), workspace, row.customer, { addresses: { [channel]: own } });
    }
  }
}

function isRefused({ addresses, unreachable }: ContactRow, channel: Channel): boolean {
  return unreachable?.[channel]?.address === addresses[channel];
}
