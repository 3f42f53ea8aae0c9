import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request as the provider had it. */
export interface Asked {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What it says to that; `cut`: nothing, the connection breaks. */
export type Answer =
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | 'cut';

export interface ProviderServer {
  readonly root: string;
  readonly close: () => Promise<void>;
}

async function answered(request: IncomingMessage, response: ServerResponse, answer: (asked: Asked) => Answer) {
  const said = answer({ url: request.url ?? '', headers: request.headers, body: await text(request) });
  if (said === 'cut') {
    request.socket.destroy();
    return;
  }
  response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
  response.end(JSON.stringify(said.body));
}

/** A provider on a port of its own, which answers each request in JSON. */
export async function startProvider(answer: (asked: Asked) => Answer): Promise<ProviderServer> {
  const server = createServer((request, response) => void answered(request, response, answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    root: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
