import type { Connection } from 'mongoose';

/**
 * Says how many rows of how many are done; it waits until the store knows.
 * @throws LeaseLost where another process has taken the migration over: let it through
 */
export type Tell = (done: number, of: number) => Promise<void>;

/** How data of an earlier version become those of this one: one step, which every store takes once. */
export interface Migration {
  /** By this the store remembers that it was taken: short, never changed, never used again. */
  readonly id: string;
  /** The store's format from then on. */
  readonly to: number;
  /** What is put right, for operators: a phrase without a full stop. */
  readonly what: string;
  /**
   * Repeatable, and harmless while an earlier attempt still runs: the process may end anywhere and may have been frozen.
   * No call of the store may take longer than 10 s, after which the connection gives up; so it goes in pages.
   */
  run(connection: Connection, tell: Tell): Promise<void>;
}
