import type { Connection, mongo } from 'mongoose';
import type { Channel } from '../../domain/channels/channel.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf, isDuplicateKey } from '../schema.ts';

/** A message in the built-in mailbox. */
export interface MailRow {
  /** Made from the Message-ID. */
  readonly _id: string;
  readonly workspace: string;
  readonly customer: string;
  /** The key of the effect that sent it. */
  readonly effect: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Left out: e-mail. */
  readonly channel?: Exclude<Channel, 'email'>;
  /** What stands on the buttons of a message of Telegram. */
  readonly buttons?: readonly string[];
  /** What pressing each of them tells; empty: it opens a page. */
  readonly presses?: readonly string[];
  /** The page that a push opens. */
  readonly url?: string;
  /** When it was decided, in the workspace's time. */
  readonly at: Instant;
  /** By the wall clock. */
  readonly receivedAt: Instant;
}

/** Where a page of a list ends: the next one begins after it. */
export type MailCursor = Pick<MailRow, 'at' | '_id'>;

export interface MailStore {
  /** Durable once it resolves; a repeat changes nothing. */
  put(mail: Omit<MailRow, '_id'> & { readonly id: string }): Promise<void>;
  /** Newest first, in the workspace's time. */
  list(workspace: string, page: { readonly limit: number; readonly after?: MailCursor }): Promise<readonly MailRow[]>;
  get(workspace: string, id: string): Promise<MailRow | null>;
}

export function mailCollection(connection: Connection): mongo.Collection<MailRow> {
  return collectionOf<MailRow>(connection, 'mailbox', [
    { keys: { workspace: 1, at: -1, _id: -1 } },
    { keys: { workspace: 1, customer: 1, at: -1 } },
  ]);
}

export function mongoMailStore(connection: Connection): MailStore {
  const mails = mailCollection(connection);
  return {
    async put({ id, ...mail }) {
      try {
        await mails.insertOne({ _id: id, ...mail }, { writeConcern: MAJORITY });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async list(workspace, { limit, after }) {
      const older = after ? { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $lt: after._id } }] } : {};
      return await mails
        .find({ workspace, ...older })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray();
    },
    async get(workspace, id) {
      return await mails.findOne({ _id: id, workspace });
    },
  };
}
