import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { SECOND, type Instant } from '../domain/time.ts';
import { listOf, mayCall, pinnedLookup, PrivateAddress } from './public-address.ts';
import { signedHeaders } from './webhook-signature.ts';

export interface WebhookCall {
  readonly url: string;
  /** See `webhookId`. */
  readonly id: string;
  /** JSON. */
  readonly body: string;
  readonly secrets: readonly string[];
  /** When this attempt is made. */
  readonly at: Instant;
}

/** What became of one attempt. Reasons hold no address and nothing that the other side wrote. */
export type Answer =
  | { readonly is: 'answered'; readonly status: number; readonly body: string; readonly retryAfter: number | null }
  /** Nobody may be called there, now or later. */
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'failed'; readonly reason: string };

export interface WebhookChannel {
  /** One attempt; never throws for what the other side does or fails to do. */
  readonly post: (call: WebhookCall, signal: AbortSignal) => Promise<Answer>;
}

export interface WebhookChannelOptions {
  /** Addresses and networks that may be called although they are not public. */
  readonly allowed: readonly string[];
  /** For the whole of one attempt, redirects included, ms. */
  readonly within?: number;
}

const WITHIN = 20 * SECOND;
/** What a reply says beyond this is not read. */
const MOST_BYTES = 64 * 1_024;
const MOST_REDIRECTS = 3;
/** They keep method and body; the others would turn a call into a visit. */
const KEEPING = new Set([307, 308]);

/** Posts over HTTP to public addresses alone: each name is looked up, checked and pinned, again at every redirect. */
export function webhookChannel({ allowed, within = WITHIN }: WebhookChannelOptions): WebhookChannel {
  const list = listOf(allowed);
  const lookup = pinnedLookup(list);

  async function follow(call: WebhookCall, url: URL, left: number, signal: AbortSignal): Promise<Answer> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      return refused('it leads to something that is not the web');
    if (isIP(host) > 0 && !mayCall(host, list)) throw new PrivateAddress();
    const reply = await send(call, url, { lookup, signal });
    const to = reply.headers.location;
    if (!KEEPING.has(reply.statusCode ?? 0) || to === undefined) return await answerOf(reply);
    reply.destroy();
    if (left === 0) return { is: 'failed', reason: `it redirects more than ${MOST_REDIRECTS} times` };
    if (!URL.canParse(to, url.href)) return { is: 'failed', reason: 'it redirects to an address that is none' };
    return await follow(call, new URL(to, url.href), left - 1, signal);
  }

  return {
    async post(call, signal) {
      const timed = AbortSignal.any([signal, AbortSignal.timeout(within)]);
      try {
        return await follow(call, new URL(call.url), MOST_REDIRECTS, timed);
      } catch (error) {
        if (error instanceof PrivateAddress) return refused('its address is not a public one');
        if (timed.aborted) return { is: 'failed', reason: `there was no answer within ${within / SECOND} s` };
        return { is: 'failed', reason: causeOf(error) };
      }
    },
  };
}

function refused(reason: string): Answer {
  return { is: 'refused', reason };
}

type Way = Pick<Parameters<typeof httpRequest>[1] & object, 'lookup' | 'signal'>;

function send({ id, at, body, secrets }: WebhookCall, url: URL, way: Way): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = {
    ...signedHeaders(id, at, body, secrets),
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Sojourn-Webhooks',
    accept: 'application/json',
  };
  return new Promise((resolve, reject) => {
    // A connection of its own: one that is kept open could have been made to another address.
    const call = request(url, { ...way, method: 'POST', headers, agent: false }, resolve);
    call.on('error', reject);
    call.end(body);
  });
}

async function answerOf(reply: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of reply) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > MOST_BYTES) break;
    parts.push(bytes);
  }
  const body = size > MOST_BYTES ? '' : Buffer.concat(parts).toString('utf8');
  return { is: 'answered', status: reply.statusCode ?? 0, body, retryAfter: secondsOf(reply.headers['retry-after']) };
}

/** Of a date nothing is known here; in ms. */
function secondsOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * SECOND : null;
}

/** Codes of Node, such as ECONNREFUSED; messages would name addresses. */
function causeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return `the connection failed (${code})`;
}
