import { invalidInput } from '../http/problem.ts';
import type { z } from 'zod';
import type { ContactChange } from '../../db/customers/contacts.ts';
import { changeContact } from '../../ingest/contact.ts';
import { endpoint } from '../http/endpoint.ts';
import { contactPorts, shownContact } from './contact.ts';
import { hereOf } from '../http/here.ts';
import { putContactContract } from './put-contact.contract.ts';

type Asked = z.output<typeof putContactContract.input.body>;

export const putContact = endpoint(putContactContract, async ({ params, body, caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  return {
    status: 200,
    body: shownContact(await changeContact(contactPorts(deps), workspace, params.id, changeOf(body))),
  };
});

/** @throws ApiProblem where an e-mail address is said twice */
function changeOf({ addresses, email, timezone }: Asked): ContactChange {
  if (email !== undefined && addresses?.email !== undefined) {
    const message = 'addresses.email says it too; leave one of them out';
    throw invalidInput('body', [{ code: 'malformed', path: 'email', message }]);
  }
  const named = { ...addresses, ...(email === undefined ? {} : { email }) };
  return { timezone, addresses: Object.fromEntries(Object.entries(named).filter(([, to]) => to !== undefined)) };
}
