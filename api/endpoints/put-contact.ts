import { endpoint } from '../endpoint.ts';
import { shownContact, toldOf } from '../contact.ts';
import { hereOf } from '../here.ts';
import { putContactContract } from './put-contact.contract.ts';

export const putContact = endpoint(putContactContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const row = await deps.stores.contacts.put(workspace._id, params.id, body);
  const named = { email: body.email !== undefined, timezone: body.timezone !== undefined };
  if (named.email || named.timezone) await deps.ingest.acceptProfile(workspace, params.id, toldOf(row, named));
  return { status: 200, body: shownContact(row) };
});
