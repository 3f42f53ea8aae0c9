import { changeContact } from '../../ingest/contact.ts';
import { endpoint } from '../http/endpoint.ts';
import { contactPorts, shownContact } from './contact.ts';
import { hereOf } from '../http/here.ts';
import { putContactContract } from './put-contact.contract.ts';

export const putContact = endpoint(putContactContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  return { status: 200, body: shownContact(await changeContact(contactPorts(deps), workspace, params.id, body)) };
});
