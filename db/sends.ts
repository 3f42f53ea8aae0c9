import type { Connection, mongo } from 'mongoose';
import type { CustomerId, JourneyId, StepId, WorkspaceId } from '../domain/ids.schema.ts';
import type { EffectKey } from '../domain/keys.ts';
import type { Channel } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import { collectionOf, isDuplicateKey } from './schema.ts';

export type SendState = 'sending' | 'retry' | 'sent' | 'failed' | 'unknown' | 'skipped';

/** One message and what became of it. */
export interface SendRow {
  readonly _id: EffectKey;
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly journey: JourneyId;
  readonly version: number;
  readonly step: StepId;
  readonly channel: Channel;
  /** When it was decided, in the workspace's time. */
  readonly at: Instant;
  readonly state: SendState;
  /** Without personal data. */
  readonly reason?: string;
  readonly messageId?: string;
  /** Attempts begun. */
  readonly attempts: number;
  /** By the wall clock. */
  readonly changedAt: Instant;
}

export type NewSend = Pick<
  SendRow,
  '_id' | 'workspace' | 'customer' | 'journey' | 'version' | 'step' | 'channel' | 'at'
>;

/** How an attempt ended. */
export type SendEnd =
  | { readonly state: 'sent'; readonly messageId: string }
  | { readonly state: 'retry' | 'failed' | 'unknown' | 'skipped'; readonly reason: string };

/** The right to attempt it now, or what became of it. */
type Claim = { readonly mine: true } | { readonly mine: false; readonly state: SendState };

export interface SendLedger {
  /**
   * Asks for the right to one attempt. Finding an attempt that began and never ended, it settles the message as
   * `unknown`: the mail server may have it.
   */
  claim(send: NewSend, now: Instant): Promise<Claim>;
  /** Ends the attempt. */
  end(key: EffectKey, end: SendEnd, now: Instant): Promise<void>;
  /** Settles a message whose attempts have been given up: nobody will look at it again. */
  giveUp(send: NewSend, now: Instant): Promise<void>;
}

/** One insert per repeated attempt: of two workers that want the same one, one gets it. */
interface AttemptRow {
  /** `effect#attempt` */
  readonly _id: string;
  readonly at: Instant;
}

const LOST_REPLY = 'an attempt began and its end was never recorded';
const TOO_LATE = 'never attempted in time';

export function sendCollection(connection: Connection): mongo.Collection<SendRow> {
  return collectionOf<SendRow>(connection, 'sends', [
    { keys: { workspace: 1, customer: 1, at: -1 } },
    { keys: { workspace: 1, at: -1, _id: 1 } },
  ]);
}

export function mongoSendLedger(connection: Connection): SendLedger {
  const rows = rowsOf(sendCollection(connection));
  const attempts = collectionOf<AttemptRow>(connection, 'sendAttempts');

  async function claimAttempt({ _id: key, attempts: begun }: SendRow, now: Instant): Promise<Claim> {
    try {
      await attempts.insertOne({ _id: `${key}#${begun + 1}`, at: now }, { writeConcern: MAJORITY });
    } catch (error) {
      if (isDuplicateKey(error)) return await doubt(key, now);
      throw error;
    }
    // Others that came second may have called it `unknown` by now; only whoever holds the claim can send.
    const mine = await rows.settle(key, ['retry', 'unknown'], {
      state: 'sending',
      attempts: begun + 1,
      changedAt: now,
    });
    return mine ? { mine } : { mine, state: (await rows.known(key)).state };
  }

  async function doubt(key: EffectKey, now: Instant): Promise<Claim> {
    await rows.settle(key, ['sending', 'retry'], { state: 'unknown', reason: LOST_REPLY, changedAt: now });
    return { mine: false, state: (await rows.known(key)).state };
  }

  return {
    async claim(send, now) {
      if (await rows.insert({ ...send, state: 'sending', attempts: 1, changedAt: now })) return { mine: true };
      const row = await rows.known(send._id);
      if (row.state === 'retry') return await claimAttempt(row, now);
      if (row.state === 'sending') return await doubt(send._id, now);
      return { mine: false, state: row.state };
    },
    async end(key, end, now) {
      // An attempt that comes back after it was given up knows better than `unknown`, but may not be repeated.
      const from: SendState[] = end.state === 'retry' ? ['sending'] : ['sending', 'unknown'];
      await rows.settle(key, from, { ...end, changedAt: now });
    },
    async giveUp(send, now) {
      const never = { state: 'failed', reason: TOO_LATE, attempts: 0, changedAt: now } as const;
      if (await rows.insert({ ...send, ...never })) return;
      // `retry` was written by an attempt that certainly did not go out: its reason stays.
      await rows.settle(send._id, ['retry'], { state: 'failed', changedAt: now });
      await rows.settle(send._id, ['sending'], { state: 'unknown', reason: LOST_REPLY, changedAt: now });
    },
  };
}

function rowsOf(sends: mongo.Collection<SendRow>) {
  return {
    /** @returns false where it exists */
    async insert(row: SendRow): Promise<boolean> {
      try {
        await sends.insertOne(row, { writeConcern: MAJORITY });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    /** @returns whether it was in one of the states `from` */
    async settle(key: EffectKey, from: readonly SendState[], to: Partial<SendRow>): Promise<boolean> {
      const filter = { _id: key, state: { $in: [...from] } };
      // What an earlier attempt failed of says nothing about a message that was sent.
      const change = to.state === 'sent' ? { $set: to, $unset: { reason: 1 } as const } : { $set: to };
      const { matchedCount } = await sends.updateOne(filter, change, { writeConcern: MAJORITY });
      return matchedCount === 1;
    },
    async known(key: EffectKey): Promise<SendRow> {
      const row = await sends.findOne({ _id: key }, { readConcern: 'majority' });
      if (row === null) throw new Error(`the claim of ${key} is not durable yet: try again`);
      return row;
    },
  };
}
