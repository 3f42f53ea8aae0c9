import type { Options } from './options.ts';

interface Asked {
  readonly method?: 'POST';
  readonly keepalive?: true;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Connection {
  /** @returns `undefined` where nobody answers, or no token is to be had */
  readonly ask: (path: string, request?: Asked) => Promise<Response | undefined>;
}

/** Calls with a token of the customer; one that is refused is replaced once. Tokens are kept in memory only, never in an address. */
export function connect({ url, token }: Pick<Options, 'url' | 'token'>): Connection {
  let known: Promise<string> | undefined;

  async function send(path: string, request: Asked): Promise<Response> {
    known ??= token();
    const headers = { ...request.headers, Authorization: `Bearer ${await known}` };
    return await fetch(`${url}/v1/placements${path}`, { ...request, headers, credentials: 'omit' });
  }

  return {
    async ask(path, request = {}) {
      try {
        const reply = await send(path, request);
        if (reply.status !== 401) return reply;
        known = undefined;
        return await send(path, request);
      } catch {
        known = undefined;
        return undefined;
      }
    },
  };
}
