import { endpoint } from '../endpoint.ts';
import { shownContact, timezoneToldOf } from '../contact.ts';
import { hereOf } from '../here.ts';
import { putContactContract } from './put-contact.contract.ts';

export const putContact = endpoint(putContactContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const row = await deps.stores.contacts.put(workspace._id, params.id, body);
  if (body.timezone !== undefined) await deps.ingest.acceptProfile(workspace, params.id, timezoneToldOf(row));
  return { status: 200, body: shownContact(row) };
});
