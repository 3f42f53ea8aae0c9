import type { PlacementSign } from '../domain/policy/placements.ts';
import type { Connection } from './connection.ts';
import { kept } from './kept.ts';

interface Told {
  readonly id: string;
  readonly key: string;
  readonly kind: PlacementSign;
  readonly at: string;
}

const SOON = 1_000;
const AT_ONCE = 50;
const MOST_KEPT = 200;

function areTold(value: unknown): value is readonly Told[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'id' in one);
}

export interface Outbox {
  readonly tell: (key: string, kind: PlacementSign) => void;
  /** Sends what waits; what does not arrive is sent again later, under the same ids, so that it counts once. */
  readonly flush: () => Promise<void>;
}

/** Gathers what happened for a second, and keeps it over a reload. */
export function outbox({ ask }: Connection): Outbox {
  const waiting = kept<readonly Told[]>('events', [], areTold);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const batch = waiting.get().slice(0, AT_ONCE);
    if (batch.length === 0 || sending) return;
    sending = true;
    const reply = await ask('/events', {
      method: 'POST',
      // It may be the last thing that a page does.
      keepalive: true,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ events: batch }),
    });
    sending = false;
    // What is refused for what it says would be refused again.
    const isOver = reply !== undefined && (reply.ok || reply.status === 400 || reply.status === 422);
    if (!isOver) return;
    const sent = new Set(batch.map(({ id }) => id));
    waiting.set(waiting.get().filter(({ id }) => !sent.has(id)));
    if (waiting.get().length > 0) await flush();
  }

  return {
    tell(key, kind) {
      const told = { id: crypto.randomUUID(), key, kind, at: new Date(Date.now()).toISOString() };
      waiting.set([...waiting.get(), told].slice(-MOST_KEPT));
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), SOON);
    },
    flush,
  };
}
