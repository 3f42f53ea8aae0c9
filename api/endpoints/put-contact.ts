import { endpoint } from '../endpoint.ts';
import { shownContact } from '../contact.ts';
import { hereOf } from '../here.ts';
import { putContactContract } from './put-contact.contract.ts';

export const putContact = endpoint(putContactContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const { email, timezone } = body;
  const row = await deps.stores.contacts.put(workspace._id, params.id, {
    ...(email === undefined ? {} : { email }),
    ...(timezone === undefined ? {} : { timezone }),
  });
  if (timezone !== undefined) await deps.ingest.acceptProfile(workspace, params.id, { timezone });
  return { status: 200, body: shownContact(row) };
});
