import type { Readable } from 'node:stream';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { messageName } from '../domain/journey/message-name.ts';
import type { EffectKey } from '../domain/keys.ts';
import { signedBy, type DkimKey } from './dkim.ts';
import { FairTurns } from './fair-turns.ts';
import { labelsOf } from './labels.ts';
import type { Line, OpenChannel, Outgoing } from './port.ts';
import { outcomeOf } from './smtp-outcome.ts';

export type Mail = Outgoing<'email'>;

export interface EmailChannel extends OpenChannel<'email'> {
  close(): void;
}

export interface EmailChannelOptions {
  /** `smtp://` or `smtps://`, with user and password where needed. */
  readonly url: string;
  /** An address, or `Name <address>`. */
  readonly from: string;
  /** For the built-in mailbox: says whose message it is. Never set towards other servers, which have no need to know. */
  readonly labelled: boolean;
  /** Connections at once. */
  readonly lines: number;
  /** Signs what goes out; left out, somebody behind us does, or nobody. */
  readonly dkim?: DkimKey;
  /** How long an attempt may take from the moment the server is spoken to, ms. */
  readonly attemptWithin?: number;
}

/** What mail servers usually grant one sender at once. */
export const MAIL_LINES = 10;
/** Below the 2 minutes that an attempt may take, so that every attempt knows its own end. */
const ATTEMPT_WITHIN = 90_000;
const TIMEOUTS = { dnsTimeout: 5_000, connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 80_000 };

/**
 * E-mail over SMTP, which has no key against repeats: `retry` is said only when the message certainly did not go out,
 * `unknown` when its text was under way and no answer came.
 */
export function smtpChannel(options: EmailChannelOptions): EmailChannel {
  // The library must not send again by itself: only the ledger knows whether that is safe.
  const pool = { pool: true, maxConnections: options.lines, maxRequeues: 0, idleTimeout: 2_000 } as const;
  const guards = { disableFileAccess: true, disableUrlAccess: true };
  const signing = options.dkim === undefined ? {} : { dkim: signedBy(options.dkim) };
  const transport = createTransport({ url: options.url, ...pool, ...TIMEOUTS, ...guards, ...signing });
  const turns = new FairTurns<WorkspaceId>(options.lines);
  const texts = new Map<string, Readable>();
  // The server gets to read the text only after it agreed to take it: then the outcome is no longer ours to know. A
  // signature reads all of it before, so what counts is the stream behind the last step and not one of the steps.
  transport.use('stream', ({ message }, done) => {
    const create = message.createReadStream.bind(message);
    message.createReadStream = (...given) => {
      const text = create(...given);
      texts.set(message.messageId(), text);
      return text;
    };
    done();
  });

  const line: Line<'email'> = {
    async send(mail, signal) {
      const message = composed(mail, options);
      const limit = AbortSignal.timeout(options.attemptWithin ?? ATTEMPT_WITHIN);
      try {
        await transport.sendMail({ ...message, signal: signal ? AbortSignal.any([signal, limit]) : limit });
        return { state: 'sent', messageId: message.messageId };
      } catch (error) {
        return outcomeOf(error, { isTextUnderWay: texts.get(message.messageId)?.readableDidRead ?? false });
      } finally {
        texts.delete(message.messageId);
      }
    },
  };
  return {
    withLine: (workspace, work) => turns.take(workspace, () => work(line)),
    close: () => transport.close(),
  };
}

/** The address alone, of `Name <address>`. */
function addressOf(from: string): string {
  return /<([^<>]+)>/.exec(from)?.[1] ?? from.trim();
}

/**
 * Where a recipient says that they want no more: by mail to the sender, which somebody has to read, where nobody has
 * said at which address the page for it is reached.
 */
export function unsubscribeUrl(from: string): string {
  return `mailto:${addressOf(from)}?subject=unsubscribe`;
}

/** The same for the same effect, so that receivers can tell a repeat. */
export function messageIdOf(key: EffectKey, from: string): string {
  return `<${messageName(key)}@${addressOf(from).split('@').at(-1) ?? 'localhost'}>`;
}

function composed(
  mail: Mail,
  { from, labelled }: EmailChannelOptions,
): SendMailOptions & { readonly messageId: string } {
  const { subject, html, text, unsubscribe, returnPath } = mail.parts;
  return {
    messageId: messageIdOf(mail.key, from),
    from,
    to: { name: '', address: mail.to },
    subject,
    html,
    text,
    ...(returnPath === undefined ? {} : { envelope: { from: returnPath, to: mail.to } }),
    list: { unsubscribe: [[...(unsubscribe === undefined ? [] : [unsubscribe]), unsubscribeUrl(from)]] },
    headers: { ...oneClickHeader(unsubscribe), ...(labelled ? labelsOf(mail) : {}) },
  };
}

/** RFC 8058: the address takes a `POST` without any question. It has to be https. */
function oneClickHeader(page: string | undefined): Readonly<Record<string, string>> {
  return page?.startsWith('https:') === true ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {};
}
