import type { Connection, mongo } from 'mongoose';
import type { EffectKind, EffectState } from '../../domain/effect.ts';
import type { EffectKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';
import { effectCollection, findEffects, type EffectEnd, type EffectRow, type NewEffect } from './effects.ts';

/** The right to attempt it now, or what became of it. */
type Claim = { readonly mine: true } | { readonly mine: false; readonly state: EffectState };

/** The right to one more attempt, which one it is; or until when not; or what became of it. */
type Again<Kind extends EffectKind> =
  | { readonly is: 'mine'; readonly attempts: number }
  | { readonly is: 'early'; readonly due: Instant }
  | { readonly is: 'settled'; readonly row: EffectRow<Kind> };

/** How long to wait after so many attempts, ms. */
type Pause = (attempts: number) => number;

/** What became of every effect, whatever its kind: each is done at most once, and none is left open. */
export interface EffectLedger {
  /**
   * Asks for the right to one attempt. Finding an attempt that began and never ended, it settles the effect as
   * `unknown`: it may have happened.
   */
  claim(effect: NewEffect, now: Instant): Promise<Claim>;
  /**
   * The same for a kind whose receiver knows a repeat by its key: an attempt whose end was never recorded is made again,
   * and one that wants to be tried again is so, after its pause.
   */
  claimAgain<Kind extends EffectKind>(effect: NewEffect<Kind>, now: Instant, pause: Pause): Promise<Again<Kind>>;
  /** Ends the attempt. */
  end(key: EffectKey, end: EffectEnd, now: Instant): Promise<void>;
  /**
   * Begins and ends an effect by one write, for kinds that happen nowhere but in this row. A repeat changes nothing.
   * @returns what became of it, where that was settled before
   */
  record<Kind extends EffectKind>(effect: NewEffect<Kind>, end: EffectEnd<Kind>, now: Instant): Promise<EffectState>;
  /**
   * Settles an effect whose attempts have been given up: nobody will look at it again.
   * @param reason why, for one that no attempt has left a trace of; without personal data
   */
  giveUp(effect: NewEffect, reason: string, now: Instant): Promise<void>;
  /** Whether all of them have been done or given up. */
  areSettled(keys: readonly EffectKey[]): Promise<boolean>;
}

/** One insert per repeated attempt: of two workers that want the same one, one gets it. */
export interface AttemptRow {
  /** `effect#attempt` */
  readonly _id: string;
  readonly at: Instant;
}

const OPEN: readonly EffectState[] = ['begun', 'retry'];
const LOST_REPLY = 'an attempt began and its end was never recorded';

export function attemptCollection(connection: Connection): mongo.Collection<AttemptRow> {
  return collectionOf<AttemptRow>(connection, 'effect_attempts');
}

export function mongoEffectLedger(connection: Connection): EffectLedger {
  const effects = effectCollection(connection);
  const rows = rowsOf(effects);
  const attempts = attemptCollection(connection);

  async function claimAttempt({ _id: key, attempts: begun }: EffectRow, now: Instant): Promise<Claim> {
    try {
      await attempts.insertOne({ _id: `${key}#${begun + 1}`, at: now }, { writeConcern: MAJORITY });
    } catch (error) {
      if (isDuplicateKey(error)) return await doubt(key, now);
      throw error;
    }
    // Others that came second may have called it `unknown` by now; only whoever holds the claim can go on.
    const mine = await rows.settle(key, ['retry', 'unknown'], {
      state: 'begun',
      attempts: begun + 1,
      changedAt: now,
    });
    return mine ? { mine } : { mine, state: (await rows.known(key)).state };
  }

  async function doubt(key: EffectKey, now: Instant): Promise<Claim> {
    await rows.settle(key, OPEN, { state: 'unknown', reason: LOST_REPLY, changedAt: now });
    return { mine: false, state: (await rows.known(key)).state };
  }

  return {
    async claim(effect, now) {
      if (await rows.insert({ ...effect, state: 'begun', attempts: 1, changedAt: now })) return { mine: true };
      const row = await rows.known(effect._id);
      if (row.state === 'retry') return await claimAttempt(row, now);
      return row.state === 'begun' ? await doubt(effect._id, now) : { mine: false, state: row.state };
    },
    claimAgain: (effect, now, pause) => claimedAgain(effects, effect, now, pause),
    async end(key, end, now) {
      // An attempt that comes back after it was given up knows better than `unknown`, but may not be repeated.
      const from: EffectState[] = end.state === 'retry' ? ['begun'] : ['begun', 'unknown'];
      await rows.settle(key, from, { ...end, changedAt: now });
    },
    async record(effect, end, now) {
      if (await rows.insert({ ...effect, ...end, attempts: 1, changedAt: now })) return end.state;
      return (await rows.known(effect._id)).state;
    },
    async giveUp(effect, reason, now) {
      if (await rows.insert({ ...effect, state: 'failed', reason, attempts: 0, changedAt: now })) return;
      // `retry` was written by an attempt that certainly changed nothing: its reason stays.
      await rows.settle(effect._id, ['retry'], { state: 'failed', changedAt: now });
      await rows.settle(effect._id, ['begun'], { state: 'unknown', reason: LOST_REPLY, changedAt: now });
    },
    async areSettled(keys) {
      if (keys.length === 0) return true;
      const settled = { _id: { $in: [...keys] }, state: { $nin: [...OPEN] } };
      return (await effects.countDocuments(settled)) >= new Set(keys).size;
    },
  };
}

/** See `claimAgain`. */
async function claimedAgain<Kind extends EffectKind>(
  effects: mongo.Collection<EffectRow>,
  effect: NewEffect<Kind>,
  now: Instant,
  pause: Pause,
): Promise<Again<Kind>> {
  const rows = rowsOf(effects);
  if (await rows.insert({ ...effect, state: 'begun', attempts: 1, changedAt: now })) {
    return { is: 'mine', attempts: 1 };
  }
  const row = await findEffects(effects, effect.kind, { _id: effect._id }).next();
  if (row === null) throw new Error(`the claim of ${effect._id} is not durable yet: try again`);
  if (row.state !== 'retry' && row.state !== 'begun') return { is: 'settled', row };
  const due = row.state === 'begun' ? now : row.changedAt + pause(row.attempts);
  if (due > now) return { is: 'early', due };
  const next = { state: 'begun', attempts: row.attempts + 1, changedAt: now } as const;
  await rows.settle(effect._id, OPEN, next);
  return { is: 'mine', attempts: next.attempts };
}

function rowsOf(effects: mongo.Collection<EffectRow>) {
  return {
    /** @returns false where it exists */
    async insert(row: EffectRow): Promise<boolean> {
      try {
        const isOpen = OPEN.includes(row.state);
        await effects.insertOne(isOpen ? row : { ...row, uncounted: 1 }, { writeConcern: MAJORITY });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    /** @returns whether it was in one of the states `from` */
    async settle(key: EffectKey, from: readonly EffectState[], to: Partial<EffectRow>): Promise<boolean> {
      const filter = { _id: key, state: { $in: [...from] } };
      // What an earlier attempt failed of says nothing about an effect that is done.
      // In the write that changes it, so that no end is ever left out of the tallies.
      const $set: Partial<EffectRow> = { ...to, uncounted: 1 };
      const change = to.state === 'done' ? { $set, $unset: { reason: 1 } as const } : { $set };
      const { matchedCount } = await effects.updateOne(filter, change, { writeConcern: MAJORITY });
      return matchedCount === 1;
    },
    async known(key: EffectKey): Promise<EffectRow> {
      const row = await effects.findOne({ _id: key }, { readConcern: 'majority' });
      if (row === null) throw new Error(`the claim of ${key} is not durable yet: try again`);
      return row;
    },
  };
}
