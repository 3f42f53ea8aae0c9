import type { Instant } from '../../domain/time.ts';
import type { EffectRow } from '../messaging/effects.ts';
import type { Share, Tally } from './tally.ts';

/**
 * Something that is counted over the ledger of effects. What became of an effect is known when its customer is long
 * asleep, so each row is counted by itself, and marked by the very write that changes it.
 */
export interface EffectTally<Amount extends string = string> extends Omit<Tally<Amount>, 'shares' | 'past'> {
  /** What a row adds: a function of the row alone, also of one that is left of somebody who was erased. */
  readonly shares: (row: EffectRow, dayOf: (at: Instant) => number) => readonly Share<Amount>[];
}
