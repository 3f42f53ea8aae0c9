import { newEffect, type NewEffect } from '../db/messaging/effects.ts';
import type { EffectLedger } from '../db/messaging/ledger.ts';
import { originOf } from '../domain/earlier-effect.ts';
import type { DecideCall, EffectOutcome } from '../workflows/messages.ts';

type Told = Pick<DecideCall, 'workspace' | 'customer' | 'outcomes' | 'now'>;

/** Settles the effects whose activity gave up, whatever their kind, so that the ledger never leaves one open. May run twice. */
export function createGiveUp(ledger: Pick<EffectLedger, 'giveUp'>) {
  return async function giveUp(told: Told): Promise<void> {
    await Promise.all(
      told.outcomes.map(({ effect, reason }) => ledger.giveUp(rowOf(told, effect), reason, Date.now())),
    );
  };
}

function rowOf(told: Told, effect: EffectOutcome['effect']): NewEffect {
  if (effect.kind === 'changeTier' || effect.kind === 'grantCoupon' || effect.kind === 'tellReferrer')
    return newEffect(told, effect);
  const origin = originOf(effect);
  if ('at' in effect) return newEffect(told, { ...effect, origin });
  // A run of 0.3.0 left the key alone; it gave up e-mails and nothing else, and did not say when they were decided.
  const { workspace, customer, now: at } = told;
  return { _id: effect.key, workspace, customer, kind: effect.kind, origin, at, about: { channel: 'email' } };
}
