import { endpoint } from '../endpoint.ts';
import { shownContact, toldOf } from '../contact.ts';
import { hereOf } from '../here.ts';
import { putConsentContract } from './put-consent.contract.ts';

export const putConsent = endpoint(putConsentContract, async ({ params, body, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { channel, status, source, wording } = body;
  // The ledger first: a message on its way reads it just before it goes out.
  const row = await deps.stores.contacts.addConsent(workspace._id, params.id, {
    channel,
    status,
    at: now,
    source,
    ...(wording === undefined ? {} : { wording }),
  });
  await deps.ingest.acceptProfile(workspace, params.id, toldOf(row, { consent: true }));
  return { status: 200, body: shownContact(row) };
});
