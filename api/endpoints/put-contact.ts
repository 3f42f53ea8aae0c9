import { endpoint } from '../endpoint.ts';
import { shownContact } from '../contact.ts';
import { hereOf } from '../here.ts';
import { putContactContract } from './put-contact.contract.ts';

export const putContact = endpoint(putContactContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const { email, timezone } = body;
  // Told before it is forgotten: whoever has to repeat this call finds that it is still to be told.
  const before = timezone === undefined ? await deps.stores.contacts.get(workspace._id, params.id) : null;
  if (before?.timezone !== undefined) await deps.ingest.acceptProfile(workspace, params.id, { timezone: null });
  const row = await deps.stores.contacts.put(workspace._id, params.id, {
    ...(email === undefined ? {} : { email }),
    ...(timezone === undefined ? {} : { timezone }),
  });
  if (timezone !== undefined) await deps.ingest.acceptProfile(workspace, params.id, { timezone });
  return { status: 200, body: shownContact(row) };
});
