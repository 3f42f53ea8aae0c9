import { generateKeyPairSync } from 'node:crypto';
import { saidNow, type ConsentRecord } from '../../db/customers/contact-row.ts';
import { changeContact } from '../../ingest/contact.ts';
import { contactPorts } from '../contacts/contact.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem, invalidInput } from '../http/problem.ts';
import { atPlacements, type AtPlacements } from './door.ts';
import { getPushContract, postPushContract, postPushOffContract } from './push.contract.ts';

export const getPush = endpoint(getPushContract, async ({ query, caller, headers }, deps) => {
  const { workspace } = await atPlacements(deps, caller, query.customer, headers);
  const { plain } = await deps.stores.channelSettings.shown(workspace._id, 'push');
  const own = new Map(Object.entries(plain ?? {})).get('publicKey');
  const publicKey = own ?? (workspace.clock === undefined ? null : (sandboxKey ??= madeUpKey()));
  return { status: 200, body: { publicKey } };
});

export const postPush = endpoint(postPushContract, async ({ body, caller, headers }, deps) => {
  const at = await atPlacements(deps, caller, body.customer, headers);
  await refuseGone(deps, at);
  const { channel, address } = addressOf(body);
  const { workspace, customer } = at;
  const ports = contactPorts(deps);
  for (const other of await deps.stores.contacts.having(workspace._id, channel, address)) {
    if (other.customer === customer) continue;
    await changeContact(ports, workspace, other.customer, { addresses: { [channel]: null } });
  }
  const consents = body.wording === undefined ? [] : [await agreed(deps, at, channel, body.wording)];
  await changeContact(ports, workspace, customer, { addresses: { [channel]: address }, consents });
  // A provider may have refused this very one, before it was asked for again.
  await deps.stores.contacts.noteReachable(workspace._id, customer, channel);
  return { status: 200, body: { channel } };
});

export const postPushOff = endpoint(postPushOffContract, async ({ body, caller, headers }, deps) => {
  const { workspace, customer } = await atPlacements(deps, caller, body.customer, headers);
  const { channel, address } = addressOf(body);
  const contact = await deps.stores.contacts.get(workspace._id, customer);
  if (contact?.addresses[channel] === address) {
    await changeContact(contactPorts(deps), workspace, customer, { addresses: { [channel]: null } });
  }
  return { status: 200, body: { channel } };
});

/**
 * With a token nothing of the request names the customer.
 * @throws ApiProblem `erased`
 */
async function refuseGone({ stores }: ApiDeps, { workspace, customer }: AtPlacements): Promise<void> {
  if ((await stores.erasures.among(workspace._id, [customer])).size === 0) return;
  throw new ApiProblem('erased', 'This customer was erased, and nothing is taken for them any more.');
}

type Channel = 'push' | 'mobile';

interface Named {
  readonly subscription?: { readonly endpoint: string; readonly keys: object } | undefined;
  readonly device?: string | undefined;
}

/** @throws ApiProblem unless exactly one is named */
function addressOf({ subscription, device }: Named): { readonly channel: Channel; readonly address: string } {
  if (subscription !== undefined && device === undefined) {
    return { channel: 'push', address: JSON.stringify(subscription) };
  }
  if (device !== undefined && subscription === undefined) return { channel: 'mobile', address: device };
  const code = device === undefined ? 'missing' : 'malformed';
  const message = 'name either the subscription of a browser or the device of an app';
  throw invalidInput('body', [{ code, path: 'subscription', message }]);
}

async function agreed(
  { stores }: ApiDeps,
  { workspace, customer, now }: AtPlacements,
  channel: Channel,
  wording: string,
): Promise<ConsentRecord> {
  const at = saidNow(await stores.contacts.get(workspace._id, customer), channel, now);
  const said = { channel, purpose: 'marketing', status: 'granted', at, wording } as const;
  return { ...said, source: channel === 'push' ? 'browser' : 'app', proof: { by: { kind: 'customer' } } };
}

let sandboxKey: string | undefined;

/** Whose private part nobody has: messages of a sandbox go to the stand-in, and to no browser. */
function madeUpKey(): string {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({
    format: 'jwk',
  });
  return Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString(
    'base64url',
  );
}
