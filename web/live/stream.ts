import type { getMovesContract } from '../../api/segments/get-moves.contract.ts';
import type { CallReply } from '../api/call.ts';

export type MoveLine = CallReply<typeof getMovesContract>['moves'][number];

/** `paused`: the connection broke, and the browser is trying again. */
export type StreamState = 'connecting' | 'live' | 'paused';

export interface Told {
  readonly move: (move: MoveLine) => void;
  readonly clock: () => void;
  readonly counts: () => void;
  readonly progress: () => void;
  /** A channel was set up, paused or resumed. */
  readonly channel: () => void;
  /** A subscription was made, paused or resumed. */
  readonly subscription: () => void;
  readonly refresh: () => void;
  /** The server does not let it listen: whoever is signed in may be so no longer. */
  readonly refused: () => void;
  readonly work: (state: Attendance) => void;
}

/** Whether anybody decides and sends, as the stream says it. */
export type Attendance = 'here' | 'worker-away' | 'temporal-away';

/** A connection that ended for good is opened anew after this long. */
const AGAIN_AFTER_MS = 3_000;

/**
 * Listens while the page can be seen: a browser has six connections for all tabs of one server, and tabs that nobody sees
 * must not use them up. Whoever comes back asks for everything again.
 * @returns ends it
 */
export function openStream(address: string, became: (state: StreamState) => void, told: Told): () => void {
  let source: EventSource | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;
  let wasOpen = false;

  function open(): void {
    if (source !== null || document.hidden) return;
    const opened = new EventSource(address);
    source = opened;
    opened.addEventListener('open', () => {
      became('live');
      // Whoever is away is told of at once.
      told.work('here');
      if (wasOpen) told.refresh();
      wasOpen = true;
    });
    opened.addEventListener('error', () => {
      became('paused');
      if (opened.readyState !== EventSource.CLOSED) return;
      close();
      told.refused();
      again = setTimeout(open, AGAIN_AFTER_MS);
    });
    opened.addEventListener('move', ({ data }: MessageEvent<string>) => {
      // As the contract of GET /v1/moves says; the stream says it in the same words.
      const move: MoveLine = JSON.parse(data);
      told.move(move);
    });
    opened.addEventListener('work', ({ data }: MessageEvent<string>) => {
      const { state }: { readonly state: Attendance } = JSON.parse(data);
      told.work(state);
    });
    for (const event of ['clock', 'counts', 'progress', 'channel', 'subscription', 'refresh'] as const) {
      opened.addEventListener(event, () => told[event]());
    }
  }

  function close(): void {
    clearTimeout(again);
    source?.close();
    source = null;
  }

  const seen = () => (document.hidden ? close() : open());
  document.addEventListener('visibilitychange', seen);
  open();
  return () => {
    document.removeEventListener('visibilitychange', seen);
    close();
  };
}
