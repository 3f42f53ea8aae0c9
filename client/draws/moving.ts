import type { Prize } from '../reply.ts';

/** How a draw is shown. All of it is a picture: what it comes to is said in words beside it. */
export interface Look {
  readonly picture: HTMLElement;
  /**
   * Shows what was drawn.
   * @param still nothing moves
   * @returns when it has been shown
   */
  readonly reveal: (prize: Prize, still: boolean) => Promise<void>;
  /** As before the first ticket. */
  readonly reset: () => void;
}

/** When what moves has come to rest; at the latest after five seconds, since a page that is hidden moves nothing. */
export async function moved(part: Element | null): Promise<void> {
  const all = Promise.allSettled((part?.getAnimations() ?? []).map(({ finished }) => finished));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 5_000))]);
}
