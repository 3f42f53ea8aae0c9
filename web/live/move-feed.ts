import type { MoveLine } from './stream.ts';

/** What a list of moves shows. */
export interface FeedView {
  /** Newest first. */
  readonly moves: readonly MoveLine[];
  /** How many more there were than could be shown in their second. */
  readonly more: number;
}

export interface MoveFeed {
  readonly add: (move: MoveLine) => void;
  readonly view: () => FeedView;
  /** @returns ends it */
  readonly subscribe: (changed: () => void) => () => void;
}

/** A reader can follow so many in a second. */
export const MOST_PER_SECOND = 5;
const SHOWN = 40;
const SECOND = 1_000;

/**
 * Moves as they are told of. However many there are in a second, five of them are shown, and the others counted; listeners are told
 * once a second at most.
 * @param now in milliseconds
 */
export function createMoveFeed(now: () => number = () => performance.now()): MoveFeed {
  let current: FeedView = { moves: [], more: 0 };
  let waiting: MoveLine[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shownAt = -Infinity;
  const listeners = new Set<() => void>();

  function show(): void {
    timer = undefined;
    shownAt = now();
    const newest = waiting.slice(-MOST_PER_SECOND).toReversed();
    const moves = [...newest, ...current.moves].slice(0, SHOWN);
    current = { moves, more: waiting.length - newest.length };
    waiting = [];
    for (const changed of listeners) changed();
  }

  return {
    add(move) {
      waiting.push(move);
      timer ??= setTimeout(show, Math.max(0, shownAt + SECOND - now()));
    },
    view: () => current,
    subscribe(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}
