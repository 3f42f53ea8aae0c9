/** Why a pool gives nothing. */
export type NotGranted = 'unknown-pool' | 'paused' | 'over' | 'empty';

/** The same as the ledger of effects keeps it, for people. */
export const NOT_GRANTED: Readonly<Record<NotGranted, string>> = {
  'unknown-pool': 'there is no such pool',
  paused: 'the pool is paused',
  over: 'the time of the pool is over',
  empty: 'the pool is empty',
};
