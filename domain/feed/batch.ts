import { messageHash } from '../sha256.ts';

/** What one call brings at most, so that a receiver has it taken within the time that a call may last. */
export const MOST_CHANGES = 100;

/** What a call is about: the changes behind one number of the feed and up to another. */
export interface BatchSpan {
  /** Of which subscription, by its key. */
  readonly of: string;
  readonly epoch: string;
  readonly after: number;
  readonly to: number;
  /** Which replay it belongs to; left out where it is told for the first time. */
  readonly replay?: string;
}

/**
 * The `webhook-id`: the same for every attempt, so that a receiver knows a repeat, and another one in a replay, which is
 * asked for in order to be taken again.
 */
export function batchId({ of, epoch, after, to, replay = '' }: BatchSpan): string {
  return `msg_${messageHash(JSON.stringify([of, epoch, after, to, replay]))}`;
}
