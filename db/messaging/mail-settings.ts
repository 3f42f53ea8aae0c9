import { LRUCache } from 'lru-cache';
import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { NO_MAIL_SETTINGS, type MailSettings } from '../../domain/policy/mail-settings.ts';
import { SECOND } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

type SettingsRow = MailSettings & { readonly _id: WorkspaceId };

export interface MailSettingsStore {
  /** As they were within the last five seconds, as keys are; what this process has changed, at once. */
  find(workspace: WorkspaceId): Promise<MailSettings>;
  put(workspace: WorkspaceId, settings: MailSettings): Promise<void>;
}

export function mongoMailSettings(connection: Connection): MailSettingsStore {
  const rows: mongo.Collection<SettingsRow> = collectionOf<SettingsRow>(connection, 'mail_settings');
  const known = new LRUCache<WorkspaceId, MailSettings>({ max: 1_000, ttl: 5 * SECOND });
  return {
    async find(workspace) {
      const found = known.get(workspace);
      if (found !== undefined) return found;
      const { _id, ...settings } = (await rows.findOne({ _id: workspace })) ?? { _id: workspace, ...NO_MAIL_SETTINGS };
      known.set(workspace, settings);
      return settings;
    },
    async put(workspace, settings) {
      try {
        await rows.replaceOne({ _id: workspace }, settings, { upsert: true, writeConcern: MAJORITY });
      } finally {
        known.delete(workspace);
      }
    },
  };
}
