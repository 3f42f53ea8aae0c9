import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Instant } from '../domain/time.ts';

/** A message as it arrived in the built-in mailbox. */
interface ReceivedMail {
  /** Made from the Message-ID, so that a repeat is the same mail. */
  readonly id: string;
  readonly workspace: string;
  readonly customer: string;
  /** The effect that sent it. */
  readonly effect: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** In the workspace's time. */
  readonly at: Instant;
  readonly receivedAt: Instant;
}

export interface MailboxOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Loopback: whoever reaches it may put mail into any workspace's mailbox. */
  readonly host: string;
  /** Resolves when the mail is durable; the same mail may come twice. */
  readonly store: (mail: ReceivedMail) => Promise<void>;
}

export interface Mailbox {
  readonly port: number;
  stop(): Promise<void>;
}

/** The longest mail that a template may make: 256 KB twice, and three bytes for one where it is encoded. */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * The local mail server that takes every message where no other server is configured. It accepts only mail that
 * Sojourn has labelled.
 * @throws when the port is taken
 */
export async function startMailbox({ port, host, store }: MailboxOptions): Promise<Mailbox> {
  const answer = callbackify((stream: SMTPServerDataStream, session: SMTPServerSession) =>
    receive(stream, session, store),
  );
  const server = new SMTPServer({
    name: 'sojourn',
    size: MAX_BYTES,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1_000,
    onData: (stream, session, callback) => answer(stream, session, callback),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  // A client that breaks off is its own affair.
  server.on('error', () => undefined);
  const address: AddressInfo | string | null = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

class Refused extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  store: MailboxOptions['store'],
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes <= MAX_BYTES) chunks.push(chunk);
  }
  if (bytes > MAX_BYTES) throw new Refused(552, `a message may have ${MAX_BYTES} bytes`);
  const email = await PostalMime.parse(Buffer.concat(chunks));
  const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
  try {
    await store(readMail(email, to, Date.now()));
    return 'stored';
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(451, 'the mailbox cannot store it now');
  }
}

function readMail(email: Email, to: string, receivedAt: Instant): ReceivedMail {
  const header = (name: string) => email.headers.find(({ key }) => key === name)?.value.trim() ?? '';
  const workspace = header('x-sojourn-workspace');
  if (workspace === '') throw new Refused(554, 'this mailbox takes only what Sojourn sends');
  const effect = header('x-sojourn-effect');
  const at = Date.parse(header('x-sojourn-at'));
  return {
    id: createHash('sha256')
      .update(`${workspace} ${email.messageId ?? effect}`)
      .digest('hex'),
    workspace,
    customer: decoded(header('x-sojourn-customer')),
    effect,
    to,
    from: email.from?.address ?? '',
    subject: email.subject ?? '',
    text: email.text ?? '',
    html: email.html ?? '',
    at: Number.isNaN(at) ? receivedAt : at,
    receivedAt,
  };
}

function decoded(customer: string): string {
  try {
    return decodeURIComponent(customer);
  } catch {
    return customer;
  }
}
