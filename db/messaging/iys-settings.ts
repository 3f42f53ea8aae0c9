import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { IysPlace, IysRules, IysSource } from '../../domain/iys/settings.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';
import type { Seals } from '../seal.ts';

/** How a workspace speaks with the register of commercial messages; all but its password. */
export interface IysSettings extends IysRules {
  readonly on: boolean;
  readonly place: IysPlace;
  readonly iysCode: string;
  readonly brandCode: string;
  readonly username: string;
  /** Where consents were given, as the register names places. */
  readonly source: IysSource;
}

/** What keeps an exchange from its end. */
export interface IysTrouble {
  readonly at: Instant;
  readonly step: string;
  /** For people; without personal data. */
  readonly reason: string;
}

interface IysRow {
  readonly _id: WorkspaceId;
  readonly settings: IysSettings;
  /** The password, sealed for this workspace. */
  readonly sealed: string;
  readonly changedAt: Instant;
  /** Of the last exchange that came to its end. */
  readonly doneAt?: Instant;
  readonly beganAt?: Instant;
  readonly trouble?: IysTrouble;
  /** What recipients said there was read up to here. */
  readonly cursor?: string;
  readonly pulledAt?: Instant;
}

/** What may be told of it: everything but the password. */
export type IysShown = Omit<IysRow, '_id' | 'sealed' | 'cursor'>;

export interface IysSettingsStore {
  /** Whether a password can be sealed at all. */
  readonly canSeal: boolean;
  find(workspace: WorkspaceId): Promise<(IysShown & Pick<IysRow, 'cursor'>) | null>;
  /** @throws Error where it cannot be opened any more, or there is none */
  password(workspace: WorkspaceId): Promise<string>;
  /** @param password left out: the stored one stays */
  put(workspace: WorkspaceId, settings: IysSettings, password: string | undefined, now: Instant): Promise<void>;
  /** Workspaces that it is on in, and that began no exchange since `before`. */
  waiting(before: Instant): Promise<readonly WorkspaceId[]>;
  /** An exchange has begun. */
  noteBegun(workspace: WorkspaceId, at: Instant): Promise<void>;
  noteTrouble(workspace: WorkspaceId, trouble: IysTrouble): Promise<void>;
  /** A whole exchange went well. */
  noteDone(workspace: WorkspaceId, at: Instant): Promise<void>;
  notePulled(workspace: WorkspaceId, cursor: string | null, at: Instant): Promise<void>;
}

export function mongoIysSettings(connection: Connection, seals?: Seals): IysSettingsStore {
  const rows: mongo.Collection<IysRow> = collectionOf<IysRow>(connection, 'iys_settings');
  const set = async (workspace: WorkspaceId, update: mongo.UpdateFilter<IysRow>) => {
    await rows.updateOne({ _id: workspace }, update, { writeConcern: MAJORITY });
  };
  return {
    canSeal: seals !== undefined,
    async find(workspace) {
      const row = await rows.findOne({ _id: workspace }, { readConcern: 'majority' });
      if (row === null) return null;
      const { _id: _workspace, sealed: _sealed, ...shown } = row;
      return shown;
    },
    async password(workspace) {
      const row = await rows.findOne({ _id: workspace }, { readConcern: 'majority' });
      if (row === null || seals === undefined) throw new Error('the password of the register needs SECRETS_KEY');
      return seals.open(row.sealed, aboutOf(workspace));
    },
    async put(workspace, settings, password, now) {
      const sealed = password === undefined ? {} : { sealed: sealedFor(seals, workspace, password) };
      const $set = { settings, changedAt: now, ...sealed };
      // Whatever kept it from its end may be mended: it begins at once.
      const update = { $set, $unset: { trouble: 1, beganAt: 1 } } as const;
      await rows.updateOne({ _id: workspace }, update, { upsert: true, writeConcern: MAJORITY });
    },
    async waiting(before) {
      const due = { 'settings.on': true, $or: [{ beganAt: { $exists: false } }, { beganAt: { $lte: before } }] };
      return (await rows.find(due).project<Pick<IysRow, '_id'>>({ _id: 1 }).limit(1_000).toArray()).map(
        ({ _id }) => _id,
      );
    },
    noteBegun: async (workspace, at) => await set(workspace, { $set: { beganAt: at } }),
    noteTrouble: async (workspace, trouble) => await set(workspace, { $set: { trouble } }),
    noteDone: async (workspace, at) => await set(workspace, { $set: { doneAt: at }, $unset: { trouble: 1 } }),
    notePulled: async (workspace, cursor, at) =>
      await set(workspace, { $set: { pulledAt: at, ...(cursor === null ? {} : { cursor }) } }),
  };
}

function aboutOf(workspace: WorkspaceId): string {
  return `${workspace}:iys:password`;
}

/** @throws Error where the environment has no key */
function sealedFor(seals: Seals | undefined, workspace: WorkspaceId, password: string): string {
  if (seals === undefined) throw new Error('the password of the register needs SECRETS_KEY');
  return seals.seal(password, aboutOf(workspace));
}
