import { createHash } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import type { JourneyId, StepId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

/** An address that has said it is gone: nobody is called there until somebody enables it again. */
export interface DisabledAddress {
  /** `workspace:` and the SHA-256 of the address */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly url: string;
  /** By the wall clock. */
  readonly at: Instant;
  /** The step that was told. */
  readonly journey: JourneyId;
  readonly step: StepId;
}

export interface WebhookAddressStore {
  /** `null`: it may be called. */
  disabled(workspace: WorkspaceId, url: string): Promise<DisabledAddress | null>;
  /** The first word on it stays. */
  disable(address: Omit<DisabledAddress, '_id'>): Promise<void>;
  /** @returns false where it was not disabled */
  enable(workspace: WorkspaceId, url: string): Promise<boolean>;
  /** Those that are disabled, the newest first. */
  list(workspace: WorkspaceId): Promise<readonly DisabledAddress[]>;
}

/** Journeys that are live name fewer. */
const MOST = 1_000;

export function mongoWebhookAddressStore(connection: Connection): WebhookAddressStore {
  const addresses: mongo.Collection<DisabledAddress> = collectionOf<DisabledAddress>(connection, 'webhook_addresses');
  return {
    async disabled(workspace, url) {
      return await addresses.findOne({ _id: idOf(workspace, url) });
    },
    async disable(address) {
      const _id = idOf(address.workspace, address.url);
      await addresses.updateOne({ _id }, { $setOnInsert: address }, { upsert: true, writeConcern: MAJORITY });
    },
    async enable(workspace, url) {
      const { deletedCount } = await addresses.deleteOne({ _id: idOf(workspace, url) }, { writeConcern: MAJORITY });
      return deletedCount === 1;
    },
    async list(workspace) {
      const theirs = { _id: { $gte: `${workspace}:`, $lt: `${workspace};` } };
      return await addresses.find(theirs).sort({ at: -1 }).limit(MOST).toArray();
    },
  };
}

function idOf(workspace: WorkspaceId, url: string): string {
  return `${workspace}:${createHash('sha256').update(url).digest('hex')}`;
}
