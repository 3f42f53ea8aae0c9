import { newEffect } from '../db/messaging/effects.ts';
import type { EffectLedger } from '../db/messaging/ledger.ts';
import type { Instant } from '../domain/time.ts';
import type { EffectCall } from '../workflows/messages.ts';

export interface ChangeTierDeps {
  readonly ledger: Pick<EffectLedger, 'record'>;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** Puts on record that a customer's tier has changed, exactly once: operators see it, and the ledger keeps it. */
export function createChangeTier({ ledger, now }: ChangeTierDeps) {
  return async function changeTier(call: EffectCall<'changeTier'>): Promise<'changed' | 'given-up'> {
    const row = newEffect<'changeTier'>(call, call.effect);
    const state = await ledger.record(row, { state: 'done', result: {} }, now());
    return state === 'done' ? 'changed' : 'given-up';
  };
}
