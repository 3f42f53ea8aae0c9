import type { PlacementSign } from '../domain/policy/placements.ts';
import type { Connection } from './connection.ts';
import { kept } from './kept.ts';

interface Told extends Sent {
  readonly key: string;
  readonly kind: PlacementSign;
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

/** Gathers signs of placements for a second, and keeps them over a reload. */
export function outbox(connection: Connection): Outbox {
  const gathered = gather<Told>(connection, '/events', kept<readonly Told[]>('events', [], areTold));
  return { tell: (key, kind) => gathered.tell({ key, kind }), flush: gathered.flush };
}

/** What was done on a page. */
export interface Deed {
  readonly type: 'view' | 'cart';
  readonly item?: string;
  readonly quantity?: number;
  readonly path: string;
}

/**
 * The same for what customers do. It is not kept over a reload: by then somebody else may have signed in, and it would be theirs.
 * `sendBeacon` takes no header, and a token belongs into no address; a request with `keepalive` outlives the page as well.
 */
export function deeds(connection: Connection) {
  let waiting: readonly (Deed & Sent)[] = [];
  return gather<Deed & Sent>(connection, '/behaviour', { get: () => waiting, set: (now) => void (waiting = now) });
}

interface Sent {
  readonly id: string;
  readonly at: string;
}

interface Kept<Value> {
  readonly get: () => Value;
  readonly set: (value: Value) => void;
}

function gather<One extends Sent>({ ask }: Connection, path: string, waiting: Kept<readonly One[]>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const batch = waiting.get().slice(0, AT_ONCE);
    if (batch.length === 0 || sending) return;
    sending = true;
    const reply = await ask(path, {
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
    tell(said: Omit<One, keyof Sent>) {
      const told = { ...said, id: crypto.randomUUID(), at: new Date(Date.now()).toISOString() } as One;
      waiting.set([...waiting.get(), told].slice(-MOST_KEPT));
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), SOON);
    },
    flush,
  };
}
