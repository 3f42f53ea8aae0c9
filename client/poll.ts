import type { Connection } from './connection.ts';
import type { Reply } from './reply.ts';

const SECOND = 1_000;
const USUAL = 60;
/** So that pages which were opened together do not ask together for ever. */
const JITTER = 0.2;
const MOST_FAILURES = 5;

export interface Poll {
  /** Looks now; also after something that may have changed what is to be seen. */
  readonly look: () => Promise<void>;
  readonly stop: () => void;
}

/** Looks again and again, as often as the server says; not while the page is hidden, and less often where nobody answers. */
export function poll({ ask }: Connection, query: string, show: (reply: Reply) => void): Poll {
  let etag = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seconds = USUAL;
  let failures = 0;
  let isStopped = false;

  async function look(): Promise<void> {
    clearTimeout(timer);
    const reply = await ask(query, etag === '' ? {} : { headers: { 'If-None-Match': etag } });
    if (isStopped) return;
    await take(reply);
    clearTimeout(timer);
    if (!isStopped && !document.hidden) timer = setTimeout(() => void look(), pause());
  }

  async function take(reply: Response | undefined): Promise<void> {
    const isFine = reply !== undefined && (reply.ok || reply.status === 304);
    failures = isFine ? 0 : Math.min(failures + 1, MOST_FAILURES);
    const told = Number(reply?.headers.get('Retry-After') ?? reply?.headers.get('X-Poll-Seconds') ?? seconds);
    // A proxy may say it as a date; whatever it says, nobody is asked without end.
    if (told >= 1) seconds = told;
    if (reply?.status !== 200) return;
    etag = reply.headers.get('ETag') ?? '';
    // As the contract says; whoever answers at this address is the server that was named.
    show((await reply.json()) as Reply);
  }

  function pause(): number {
    return seconds * 2 ** failures * SECOND * (1 - JITTER + 2 * JITTER * Math.random());
  }

  function onVisible(): void {
    if (document.hidden) clearTimeout(timer);
    else void look();
  }

  document.addEventListener('visibilitychange', onVisible);
  return {
    look,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    },
  };
}
