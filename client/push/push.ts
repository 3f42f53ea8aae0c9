import type { z } from 'zod';
import type { getPushContract } from '../../api/placements/push.contract.ts';
import type { Connection } from '../connection.ts';
import type { PushIs, PushOptions } from '../push.ts';

type Ask = Connection['ask'];

const WORKER = '/sojourn-worker.js';

/** Subscribes this browser, and makes it the one that the customer is reached on. @throws where the browser refuses it */
export async function enable(ask: Ask, { worker = WORKER, wording }: PushOptions): Promise<PushIs> {
  const reply = await ask('/push');
  if (!reply?.ok) return 'failed';
  // As the contract says.
  const { publicKey } = (await reply.json()) as z.input<(typeof getPushContract)['output'][200]['json']>;
  if (publicKey === null) return 'closed';
  const { pushManager } = await running(worker);
  const known = await pushManager.getSubscription();
  const isOurs = known !== null && keyOf(known) === publicKey;
  // The workspace has other keys since: what was subscribed with the old ones reaches nobody.
  if (known !== null && !isOurs) await known.unsubscribe();
  const now = isOurs ? known : await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const stored = await tell(ask, '/push', { ...named(now), wording });
  return stored ? 'on' : 'failed';
}

/** Ends the subscription of this browser, here and at the server. @throws where the browser refuses it */
export async function disable(ask: Ask, { worker = WORKER }: PushOptions): Promise<PushIs> {
  const registration = await navigator.serviceWorker.getRegistration(worker);
  const known = await registration?.pushManager.getSubscription();
  if (!known) return 'off';
  const removed = await tell(ask, '/push/off', named(known));
  // Whatever the server says, nothing comes here any more.
  await known.unsubscribe();
  return removed ? 'off' : 'failed';
}

async function tell(ask: Ask, path: string, body: object): Promise<boolean> {
  const headers = { 'Content-Type': 'application/json' };
  const reply = await ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return reply?.ok === true;
}

function named(subscription: PushSubscription) {
  const { endpoint, keys } = subscription.toJSON();
  return { subscription: { endpoint, keys: { p256dh: keys?.['p256dh'], auth: keys?.['auth'] } } };
}

function keyOf({ options: { applicationServerKey: key } }: PushSubscription): string {
  const signs = key === null ? '' : String.fromCharCode(...new Uint8Array(key));
  return btoa(signs).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Browsers subscribe only with a worker that runs. */
async function running(worker: string): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(worker);
  const coming = registration.active ?? registration.waiting ?? registration.installing;
  if (coming === null || coming.state === 'activated') return registration;
  await new Promise<void>((resolve, reject) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve();
      if (coming.state === 'redundant') reject(new Error('the service worker did not start'));
    });
  });
  return registration;
}
