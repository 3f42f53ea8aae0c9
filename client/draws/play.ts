import type { Connection } from '../connection.ts';
import type { Prize } from '../reply.ts';

/** What came of a ticket. `gone`: it was played elsewhere, or the draw is over. */
export type Played = { readonly is: 'drawn'; readonly prize: Prize } | { readonly is: 'gone' | 'failed' };

const SECOND = 1_000;
const TRIES = 5;

/** Asks the server what a ticket comes to; nothing is decided here. What is stored and not told yet is asked for again. */
export async function played(
  { ask }: Connection,
  draw: string,
  ticket: number,
  pause: (ms: number) => Promise<void> = wait,
): Promise<Played> {
  for (let tries = 1; ; tries += 1) {
    const reply = await ask('/play', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ draw, ticket }),
    });
    if (reply?.ok) return { is: 'drawn', prize: ((await reply.json()) as { readonly prize: Prize }).prize };
    if (reply?.status === 404 || reply?.status === 409) return { is: 'gone' };
    if (tries === TRIES || (reply !== undefined && reply.status < 500 && reply.status !== 429)) return { is: 'failed' };
    await pause(Math.min(5, Number(reply?.headers.get('Retry-After')) || 1) * SECOND);
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
