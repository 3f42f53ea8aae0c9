import type { Connection, mongo } from 'mongoose';
import type { Channel, Purpose } from '../../domain/channels/channel.ts';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';
import type { HashedAddress } from './suppressions.ts';

/** A consent that is asked for, and holds only when whoever has the address has said so too (double opt-in). */
export interface Confirmation {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly channel: Channel;
  readonly purpose: Purpose;
  /** In the link; another request makes another one, and the link before leads nowhere. */
  readonly ref: string;
  readonly source: string;
  readonly wording?: string;
  /** Of the wording, as whoever keeps it calls it. */
  readonly version?: string;
  /** Whom the message is written to, such as `tr`. */
  readonly language: string;
  /** By the wall clock, as all times here. */
  readonly requestedAt: Instant;
  readonly expiresAt: Instant;
  readonly confirmedAt?: Instant;
  /** Keyed hash of the address that the link goes to: it means nothing once they have another one. Left out by 0.12.0 and before. */
  readonly to?: string;
  /** Of one that is asked by SMS and answered by a reply; left out: by a link. */
  readonly sms?: AskedBySms;
}

/** What is kept of a question by SMS, so that its answer can be shown. */
export interface AskedBySms {
  /** What the SMS says. */
  readonly question: string;
  /** Keyed hash of the number that is asked: nobody else's reply counts, whoever has the number later. */
  readonly to: string;
  /** See `Requested`. */
  readonly since: Instant;
  /** What the provider calls the question; left out: it did not go out yet, or nobody knows. */
  readonly sentAs?: string;
  /** What the provider calls the reply that confirmed it. */
  readonly reply?: string;
}

export interface ConfirmationRow extends Confirmation {
  /** `workspace:customer#channel.purpose`. */
  readonly _id: string;
  /** When its message is due; left out: it went out, or nobody knows. */
  readonly dueAt?: Instant;
  /** How often it was tried. */
  readonly attempts: number;
}

/** One thing that a customer may be asked about. */
export type Asked = Pick<Confirmation, 'workspace' | 'customer' | 'channel' | 'purpose'>;

export interface ConfirmationStore {
  find(asked: Asked): Promise<ConfirmationRow | null>;
  /** What of a customer is open or was confirmed lately. */
  of(workspace: WorkspaceId, customer: CustomerId): Promise<readonly ConfirmationRow[]>;
  /** Its message is due at once; what was asked before gives way. */
  ask(confirmation: Confirmation): Promise<void>;
  /** Those whose message is due, the longest first. */
  due(now: Instant, limit: number): Promise<readonly ConfirmationRow[]>;
  /** @returns whether this process sends its message: from now on nobody else does */
  claim(row: ConfirmationRow): Promise<boolean>;
  /** It certainly did not go out; it is due again at `dueAt`. */
  again(row: ConfirmationRow, dueAt: Instant): Promise<void>;
  /** What was asked at a number, by its keyed hash; the newest first. */
  askedAt(number: Omit<HashedAddress, 'channel'>): Promise<readonly ConfirmationRow[]>;
  /** The question by SMS went out, and the provider calls it so. */
  noteSent(row: ConfirmationRow, sentAs: string): Promise<void>;
  /**
   * @param reply what the provider calls the reply that confirms it; left out: a link does
   * @returns what was asked; `null` where it has expired, was asked again, or is confirmed already
   */
  confirm(asked: Asked, ref: string, now: Instant, reply?: string): Promise<ConfirmationRow | null>;
  /** Forgets what expired long ago. */
  forget(now: Instant): Promise<void>;
}

/** So long it can still be seen that somebody did not answer. */
const KEPT = 30 * DAY;
/** Of one number, which few share. */
const MOST_ASKED = 40;

export function mongoConfirmations(connection: Connection): ConfirmationStore {
  const rows: mongo.Collection<ConfirmationRow> = collectionOf<ConfirmationRow>(connection, 'confirmations', [
    { keys: { dueAt: 1 }, options: { sparse: true } },
    { keys: { expiresAt: 1 } },
    { keys: { workspace: 1, 'sms.to': 1 }, options: { partialFilterExpression: { 'sms.to': { $exists: true } } } },
  ]);
  return {
    find: async (asked) => await rows.findOne({ _id: idOf(asked) }),
    async of(workspace, customer) {
      const key = customerKey(workspace, customer);
      return await rows
        .find({ _id: { $gte: `${key}#`, $lt: `${key}$` } })
        .batchSize(20)
        .toArray();
    },
    async ask(confirmation) {
      const row = { ...confirmation, dueAt: confirmation.requestedAt, attempts: 0 };
      await rows.replaceOne({ _id: idOf(confirmation) }, row, { upsert: true, writeConcern: MAJORITY });
    },
    async due(now, limit) {
      const waiting = rows.find({ dueAt: { $lte: now }, expiresAt: { $gt: now } }).sort({ dueAt: 1 });
      return await waiting.limit(limit).batchSize(limit).toArray();
    },
    async claim({ _id, ref, attempts }) {
      const { modifiedCount } = await rows.updateOne(
        { _id, ref, attempts, dueAt: { $exists: true } },
        { $inc: { attempts: 1 }, $unset: { dueAt: 1 } },
        { writeConcern: MAJORITY },
      );
      return modifiedCount === 1;
    },
    async again({ _id, ref }, dueAt) {
      await rows.updateOne({ _id, ref }, { $set: { dueAt } }, { writeConcern: MAJORITY });
    },
    ...bySms(rows),
    async confirm(asked, ref, now, reply) {
      const open = { _id: idOf(asked), ref, expiresAt: { $gt: now }, confirmedAt: { $exists: false } };
      return await rows.findOneAndUpdate(
        open,
        { $set: { confirmedAt: now, ...(reply === undefined ? {} : { 'sms.reply': reply }) }, $unset: { dueAt: 1 } },
        { returnDocument: 'after', writeConcern: MAJORITY },
      );
    },
    async forget(now) {
      await rows.deleteMany({ expiresAt: { $lt: now - KEPT } }, { writeConcern: MAJORITY });
    },
  };
}

function bySms(rows: mongo.Collection<ConfirmationRow>): Pick<ConfirmationStore, 'askedAt' | 'noteSent'> {
  return {
    async askedAt({ workspace, mac }) {
      const theirs = rows.find({ workspace, 'sms.to': mac }).sort({ requestedAt: -1 });
      return await theirs.limit(MOST_ASKED).batchSize(MOST_ASKED).toArray();
    },
    async noteSent({ _id, ref }, sentAs) {
      await rows.updateOne({ _id, ref }, { $set: { 'sms.sentAs': sentAs } }, { writeConcern: MAJORITY });
    },
  };
}

function idOf({ workspace, customer, channel, purpose }: Asked): string {
  return `${customerKey(workspace, customer)}#${channel}.${purpose}`;
}
