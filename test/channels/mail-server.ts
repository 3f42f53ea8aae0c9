import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server that a test tells how to answer. */
export interface MailServer {
  readonly url: string;
  /** The texts it got in full, whatever it answered. */
  readonly received: readonly string[];
  /** How many mails it was taking at the same time, at most. */
  mostAtOnce(): number;
  stop(): Promise<void>;
}

export interface Manners {
  /** A reply code for a recipient, such as 550; left out, it is accepted. */
  readonly recipient?: () => number | undefined;
  /** Told of the address that a message comes back to. */
  readonly sender?: (address: string) => unknown;
  /** A reply code for a text received in full. */
  readonly text?: () => number | undefined;
  /** How long it takes over a text before it answers, ms. */
  readonly takes?: number;
  /** Cuts the connection instead of answering. */
  readonly cut?: 'at the greeting' | 'at the recipient' | 'after the text';
}

/** A real SMTP server on loopback. */
export async function startMailServer(manners: Manners = {}, port = 0): Promise<MailServer> {
  const received: string[] = [];
  const taking = { now: 0, most: 0 };
  const sockets = new Map<string, Socket>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onMailFrom: ({ address }, _session, done) => {
      manners.sender?.(address);
      done();
    },
    onRcptTo: (_address, session, done) => {
      if (manners.cut === 'at the recipient') sockets.get(`${session.remotePort}`)?.destroy();
      else done(refusal(manners.recipient?.()));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString('utf8'));
        taking.now += 1;
        taking.most = Math.max(taking.most, taking.now);
        setTimeout(() => {
          taking.now -= 1;
          if (manners.cut === 'after the text') sockets.get(`${session.remotePort}`)?.destroy();
          else done(refusal(manners.text?.()));
        }, manners.takes ?? 0);
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.set(`${socket.remotePort}`, socket);
    if (manners.cut === 'at the greeting') socket.destroy();
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: urlOf(server.server.address()),
    received,
    mostAtOnce: () => taking.most,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** An address where nobody answers: connections are refused. */
export async function refusingUrl(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = urlOf(server.address());
  server.close();
  await once(server, 'close');
  return url;
}

function refusal(code: number | undefined): Error | null {
  return code === undefined ? null : Object.assign(new Error('no, ann@example.com'), { responseCode: code });
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return `smtp://127.0.0.1:${address.port}`;
}
