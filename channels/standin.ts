import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Channel } from '../domain/channels/channel.ts';
import type { Instant } from '../domain/time.ts';
import { botCallAt, StandInBots } from './standin-bots.ts';
import { readByBrowser } from './standin-browser.ts';
import { saidToFirebase, tokenFor } from './standin-firebase.ts';
import { IysStandIn } from './standin-iys.ts';
import { list, record, textOf } from './standin-json.ts';

/** A message as the stand-in of a provider received it. */
export interface StoodIn {
  readonly id: string;
  readonly channel: Exclude<Channel, 'email'>;
  readonly workspace: string;
  readonly customer: string;
  /** The effect that sent it. */
  readonly effect: string;
  readonly to: string;
  readonly from: string;
  /** The title of a push; else empty. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly buttons?: readonly string[];
  /** What Telegram gives back when each of these is pressed; empty: it opens a page. */
  readonly presses?: readonly string[];
  readonly url?: string;
  /** In the workspace's time. */
  readonly at: Instant;
  readonly receivedAt: Instant;
}

export interface StandInOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Loopback: whoever reaches it may put messages into any workspace's mailbox. */
  readonly host: string;
  /** Resolves when the message is durable; the same one may come twice. */
  readonly store: (message: StoodIn) => Promise<void>;
}

export interface StandIn {
  readonly url: string;
  /** What people say to bots whose updates are asked for. */
  readonly bots: StandInBots;
  stop(): Promise<void>;
}

const MAX_BYTES = 64 * 1_024;

type Said = Pick<StoodIn, 'channel' | 'to' | 'from' | 'subject' | 'text' | 'buttons' | 'presses' | 'url'>;
interface Answered {
  readonly said: Said;
  readonly status: number;
  readonly reply: unknown;
}

/**
 * Speaks as Twilio, Telegram, a push service and Firebase do, and puts what it gets into the mailbox. It takes only what Sojourn
 * has labelled, but for questions about the updates of bots. Below `/iys` it is the register of messages.
 * @throws when the port is taken
 */
export async function startStandIn({ port, host, store }: StandInOptions): Promise<StandIn> {
  const register = new IysStandIn();
  const bots = new StandInBots();
  const server = createServer((request, response) => {
    void (request.url?.startsWith('/iys/')
      ? asRegister(request, response, register)
      : answer(request, response, store, bots));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address: AddressInfo | string | null = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    bots,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  store: StandInOptions['store'],
  bots: StandInBots,
): Promise<void> {
  try {
    const body = await bodyOf(request);
    const labels = labelsIn(request);
    const path = new URL(request.url ?? '/', 'http://stand-in').pathname;
    const call = body && botCallAt(path, body);
    if (call) {
      const { status, reply } = await bots.answer(call, () => response.destroyed);
      return send(response, status, reply);
    }
    if (labels && body && path === '/token') {
      const { status, reply } = tokenFor(body);
      return send(response, status, reply);
    }
    const answered = labels && body && answerTo(path, body, labels.effect, request.headers.authorization);
    if (!labels || !answered)
      return send(response, 404, { code: 20_404, ok: false, error_code: 404, description: 'Not Found' });
    await store({
      ...answered.said,
      ...labels,
      id: idOf(labels.workspace, labels.effect),
      html: '',
      receivedAt: Date.now(),
    });
    send(response, answered.status, answered.reply);
  } catch {
    send(response, 503, { code: 20_503, ok: false, error_code: 503, description: 'Service Unavailable' });
  }
}

/** The register of messages is about consents and no message. */
async function asRegister(request: IncomingMessage, response: ServerResponse, register: IysStandIn): Promise<void> {
  try {
    const said = await bodyOf(request);
    const body: unknown = said === null || said.length === 0 ? null : JSON.parse(said.toString('utf8'));
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const { status, reply } = register.answer({ method: request.method ?? 'GET', url, body });
    send(response, status, reply);
  } catch {
    send(response, 400, {});
  }
}

function send(response: ServerResponse, status: number, reply: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
}

/** @returns `null` where it is longer than any message */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > MAX_BYTES) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function labelsIn({
  headers,
  url = '/',
}: IncomingMessage): Pick<StoodIn, 'workspace' | 'customer' | 'effect' | 'at'> | null {
  // Telegram's library takes no headers, so there they stand in the address.
  const asked = [...new URL(url, 'http://stand-in').searchParams].map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const said = new Map<string, unknown>([...asked, ...Object.entries(headers)]);
  const of = (name: string) => {
    const value = said.get(`x-sojourn-${name}`);
    return typeof value === 'string' ? value : '';
  };
  const at = Date.parse(of('at'));
  const [workspace, effect] = [of('workspace'), of('effect')];
  if (workspace === '' || effect === '' || Number.isNaN(at)) return null;
  return { workspace, effect, at, customer: decodeURIComponent(of('customer')) };
}

/** The same for the same effect, so that a repeat is the same message. */
function idOf(workspace: string, effect: string): string {
  return createHash('sha256').update(`${workspace} ${effect}`).digest('hex');
}

function answerTo(path: string, body: Buffer, effect: string, authorization = ''): Answered | null {
  if (/^\/2010-04-01\/Accounts\/[^/]+\/Messages\.json$/.test(path)) return asTwilio(body, effect);
  if (/^\/bot[^/]+\/sendMessage$/.test(path)) return asTelegram(body, effect);
  if (/^\/v1\/projects\/[^/]+\/messages:send$/.test(path)) return asFirebase(body, effect, authorization);
  return path.startsWith('/push/') ? asPushService(path, body) : null;
}

function asTwilio(body: Buffer, effect: string): Answered {
  const form = new URLSearchParams(body.toString('utf8'));
  const of = (name: string) => form.get(name) ?? '';
  const said = { channel: 'sms', to: of('To'), from: of('From'), subject: '', text: of('Body') } as const;
  return { said, status: 201, reply: { sid: `SM${idOf('', effect).slice(0, 32)}`, status: 'queued' } };
}

function asTelegram(body: Buffer, effect: string): Answered {
  const asked = record(JSON.parse(body.toString('utf8')));
  const rows = list(record(markupOf(asked['reply_markup']))['inline_keyboard']).flatMap(list);
  const buttons = rows.map((button) => textOf(record(button)['text']));
  const presses = rows.map((button) => textOf(record(button)['callback_data'] ?? ''));
  const to = textOf(asked['chat_id']);
  const text = textOf(asked['text']);
  const said = {
    channel: 'telegram',
    to,
    from: 'bot',
    subject: '',
    text,
    ...(buttons.length === 0 ? {} : { buttons, presses }),
  } as const;
  const message_id = Number.parseInt(idOf('', effect).slice(0, 7), 16);
  return {
    said,
    status: 200,
    reply: { ok: true, result: { message_id, date: 0, chat: { id: Number(to), type: 'private' }, text } },
  };
}

function asPushService(path: string, body: Buffer): Answered {
  const shown = record(JSON.parse(readByBrowser(body)));
  const url = shown['url'];
  const said = {
    channel: 'push',
    to: decodeURIComponent(path.slice('/push/'.length)),
    from: 'push service',
    subject: textOf(shown['title']),
    text: textOf(shown['text']),
    ...(typeof url === 'string' ? { url } : {}),
  } as const;
  return { said, status: 201, reply: {} };
}

function asFirebase(body: Buffer, effect: string, authorization: string): Answered | null {
  const said = saidToFirebase(body, authorization);
  return said && { said, status: 200, reply: { name: `projects/stand-in/messages/${idOf('', effect).slice(0, 20)}` } };
}

/** The library sends it as JSON, or as JSON within text. */
function markupOf(markup: unknown): unknown {
  return typeof markup === 'string' ? JSON.parse(markup) : markup;
}
