import { createHash } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import type { CustomerId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

/** What a start token stands for. */
export interface TelegramLink {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly endsAt: Instant;
  /** What they agree to by starting the bot; left out: nothing. */
  readonly wording?: string;
}

interface LinkRow extends Omit<TelegramLink, 'endsAt'> {
  /** SHA-256 of the token: who reads the store can link nobody. */
  readonly _id: string;
  readonly endsAt: Date;
}

export interface TelegramLinkStore {
  put(token: string, link: TelegramLink): Promise<void>;
  /** Takes it away: a token works once, and only in its own workspace. `null`: there is none, or its time is over. */
  take(workspace: WorkspaceId, token: string, now: Instant): Promise<Omit<TelegramLink, 'endsAt'> | null>;
}

export function mongoTelegramLinks(connection: Connection): TelegramLinkStore {
  const links: mongo.Collection<LinkRow> = collectionOf<LinkRow>(connection, 'telegram_links', [
    { keys: { endsAt: 1 }, options: { expireAfterSeconds: 0 } },
    { keys: { workspace: 1 } },
  ]);
  return {
    async put(token, { endsAt, ...link }) {
      await links.insertOne({ _id: hashOf(token), ...link, endsAt: new Date(endsAt) }, { writeConcern: MAJORITY });
    },
    async take(workspace, token, now) {
      const theirs = { _id: hashOf(token), workspace, endsAt: { $gt: new Date(now) } };
      return await links.findOneAndDelete(theirs, { writeConcern: MAJORITY });
    },
  };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
