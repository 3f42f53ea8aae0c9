import { randomBytes } from 'node:crypto';
import { HOUR } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { isoOrNull } from '../sentences.ts';
import { postWebhooksSecretContract } from './post-webhooks-secret.contract.ts';

const BYTES = 32;
const KEEP_HOURS = 24;

export const postWebhooksSecret = endpoint(postWebhooksSecretContract, async ({ body, caller }, { stores, clock }) => {
  const secret = `whsec_${randomBytes(BYTES).toString('base64')}`;
  const now = clock();
  await stores.webhookSecrets.rotate(caller.workspace, secret, now, now + (body?.keepHours ?? KEEP_HOURS) * HOUR);
  const dates = await stores.webhookSecrets.dates(caller.workspace, now);
  return { status: 201, body: { secret, previousUntil: isoOrNull(dates?.previousUntil ?? null) } };
});
