import { fcmRefused, fcmSent } from '../domain/channels/provider-replies.schema.ts';
import type { ChannelSettings } from '../domain/channels/settings.ts';
import { readShape } from '../domain/input/shape-problems.ts';
import { messageName } from '../domain/journey/message-name.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import { later, retryAfterOf, withoutReply } from './answer.ts';
import { accessToken, forgetToken, GOOGLE_TOKENS } from './google-token.ts';
import { labelsOf } from './labels.ts';
import type { Outcome, Outgoing } from './port.ts';

export interface MobileOptions {
  /** Where messages go, such as `https://fcm.googleapis.com`, or the stand-in. */
  readonly root: string;
  /** Where the signature of the service account becomes an access token. */
  readonly tokens: string;
  /** Towards the stand-in. */
  readonly labelled: boolean;
  /** Wall clock. */
  readonly now: () => Instant;
}

export const FCM = { root: 'https://fcm.googleapis.com', tokens: GOOGLE_TOKENS } as const;

const WITHIN = 20_000;
/** How long it is kept for a phone that is off, s. */
const KEPT_FOR = 86_400;
/** Where a quota is used up and nothing is said of when to come back: what Google asks for. */
const AFTER_QUOTA = MINUTE;

/**
 * Sends one message to one device by Firebase Cloud Messaging, HTTP v1
 * (https://firebase.google.com/docs/cloud-messaging/send/v1-api). What a repeat replaces is named by the key: on its way
 * (`collapse_key`, `apns-collapse-id`) and on the phone (`tag`). Never throws.
 */
export async function sendByFcm(
  settings: Omit<ChannelSettings['mobile'], 'provider'>,
  options: MobileOptions,
  message: Outgoing<'mobile'>,
  signal?: AbortSignal,
): Promise<Outcome> {
  const limit = AbortSignal.timeout(WITHIN);
  const within = signal ? AbortSignal.any([signal, limit]) : limit;
  const labels = options.labelled ? labelsOf(message) : {};
  const attempt = async (isLast: boolean): Promise<Outcome> => {
    const access = await accessToken(settings.serviceAccount, { ...options, labels, signal: within });
    if (!('token' in access)) return access;
    const outcome = await post(settings.projectId, access.token, { options, message, labels, signal: within });
    if (outcome !== 'signed-out') return outcome;
    // Google may end a token before its time; a new one tells whether the account itself is refused.
    forgetToken(settings.serviceAccount);
    return access.isNew || isLast ? { state: 'paused', reason: 'Firebase answered 401' } : await attempt(true);
  };
  return await attempt(false);
}

interface Post {
  readonly options: MobileOptions;
  readonly message: Outgoing<'mobile'>;
  readonly labels: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

async function post(
  project: string,
  token: string,
  { options, message, labels, signal }: Post,
): Promise<Outcome | 'signed-out'> {
  try {
    const reply = await fetch(`${options.root}/v1/projects/${project}/messages:send`, {
      method: 'POST',
      headers: { ...labels, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ message: written(message, options.now()) }),
      redirect: 'error',
      signal,
    });
    const said: unknown = await reply.json().catch(() => null);
    return reply.ok ? taken(said) : outcomeOf(reply.status, said, reply.headers.get('retry-after'));
  } catch (error) {
    return withoutReply(error, 'Firebase');
  }
}

/** The app finds the name of the message, and the page that it opens, in `data`. */
function written({ to, key, parts: { title, text, url } }: Outgoing<'mobile'>, now: Instant) {
  const id = messageName(key);
  return {
    token: to,
    notification: { title, body: text },
    data: { message: id, ...(url === undefined ? {} : { url }) },
    android: { collapse_key: id.slice(0, 32), ttl: `${KEPT_FOR}s`, notification: { tag: id } },
    apns: {
      headers: { 'apns-collapse-id': id, 'apns-expiration': String(Math.floor(now / SECOND) + KEPT_FOR) },
    },
  };
}

function taken(said: unknown): Outcome {
  const read = readShape(fcmSent, said);
  if ('problems' in read) return { state: 'unknown', reason: 'Firebase took it and did not say what it calls it' };
  return { state: 'sent', messageId: read.value.name.split('/').at(-1) ?? '' };
}

/** By the codes of FCM (`ErrorCode` in its reference); where it names none, by the status. */
function outcomeOf(status: number, said: unknown, retryAfter: string | null): Outcome | 'signed-out' {
  const read = readShape(fcmRefused, said);
  const details = 'value' in read ? (read.value.error.details ?? []) : [];
  const code = details.find(({ errorCode }) => errorCode !== undefined)?.errorCode;
  const reason = `Firebase answered ${status}${code === undefined ? '' : ` (${code})`}`;
  if (code === 'UNREGISTERED') return { state: 'failed', reason, because: 'address' };
  if (status === 429 || code === 'QUOTA_EXCEEDED') return later(reason, retryAfterOf(retryAfter) ?? AFTER_QUOTA);
  if (status >= 500) return later(reason, retryAfterOf(retryAfter));
  if (code === 'SENDER_ID_MISMATCH' || code === 'THIRD_PARTY_AUTH_ERROR') return { state: 'paused', reason };
  if (status === 401) return 'signed-out';
  // No such project, or one that the account may not use.
  if (status === 403 || status === 404) return { state: 'paused', reason };
  const isOfToken = details.some(({ fieldViolations = [] }) =>
    fieldViolations.some(({ field }) => field === 'message.token'),
  );
  return isOfToken ? { state: 'failed', reason, because: 'address' } : { state: 'failed', reason };
}
