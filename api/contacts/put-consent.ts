import type { ConsentRecord } from '../../db/customers/contact-row.ts';
import { changeContact } from '../../ingest/contact.ts';
import { actorOf } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { contactPorts, shownContact } from './contact.ts';
import { hereOf } from '../http/here.ts';
import { putConsentContract } from './put-consent.contract.ts';

export const putConsent = endpoint(putConsentContract, async ({ params, body, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { channel, purpose, status, source, wording, version, ip, userAgent } = body;
  const proof = {
    by: actorOf(caller.who),
    ...(version === undefined ? {} : { version }),
    ...(ip === undefined ? {} : { ip }),
    ...(userAgent === undefined ? {} : { userAgent }),
  };
  const said = { channel, purpose, status, at: now, source, ...(wording === undefined ? {} : { wording }) };
  const consent: ConsentRecord = { ...said, proof };
  const row = await changeContact(contactPorts(deps), workspace, params.id, { consents: [consent] });
  return { status: 200, body: shownContact(row) };
});
