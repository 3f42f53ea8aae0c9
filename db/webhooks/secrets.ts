import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

interface Secret {
  readonly secret: string;
  readonly at: Instant;
}

/** With what a workspace signs its webhooks. Whoever made it was shown it once; no call gives it back. */
interface SecretRow {
  readonly _id: WorkspaceId;
  readonly current: Secret;
  /** Signs beside the current one until then, so that receivers can change over. */
  readonly previous?: Secret & { readonly until: Instant };
}

/** What may be told of secrets. */
export interface SecretDates {
  readonly since: Instant;
  /** `null`: the one before is not valid any more. */
  readonly previousUntil: Instant | null;
}

export interface WebhookSecretStore {
  /** Those that sign now, the newest first; empty where there is none yet. */
  valid(workspace: WorkspaceId, now: Instant): Promise<readonly string[]>;
  dates(workspace: WorkspaceId, now: Instant): Promise<SecretDates | null>;
  /** From now on `secret` signs; the one before does so beside it until `until`. */
  rotate(workspace: WorkspaceId, secret: string, now: Instant, until: Instant): Promise<void>;
}

export function mongoWebhookSecretStore(connection: Connection): WebhookSecretStore {
  const secrets: mongo.Collection<SecretRow> = collectionOf<SecretRow>(connection, 'webhook_secrets');
  const read = async (workspace: WorkspaceId) => await secrets.findOne({ _id: workspace });
  return {
    async valid(workspace, now) {
      const row = await read(workspace);
      if (row === null) return [];
      const { current, previous } = row;
      return previous && previous.until > now ? [current.secret, previous.secret] : [current.secret];
    },
    async dates(workspace, now) {
      const row = await read(workspace);
      if (row === null) return null;
      const { current, previous } = row;
      return { since: current.at, previousUntil: previous && previous.until > now ? previous.until : null };
    },
    async rotate(workspace, secret, now, until) {
      // One update reads and writes, so that two who rotate at once lose neither of theirs.
      const current = { secret, at: now };
      const previous = {
        $cond: [{ $ifNull: ['$current', false] }, { $mergeObjects: ['$current', { until }] }, '$$REMOVE'],
      };
      const change = [{ $set: { previous, current: { $literal: current } } }];
      await secrets.updateOne({ _id: workspace }, change, { upsert: true, writeConcern: MAJORITY });
    },
  };
}
