import type { Connection, mongo } from 'mongoose';
import type { JourneyId, WorkspaceId } from '../domain/ids.schema.ts';
import type { JourneyDefinition } from '../domain/journey/definition.schema.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import { customerCollection } from './customers.ts';
import { collectionOf, isDuplicateKey } from './schema.ts';

/** A journey as its author last saved it; what runs is in the playbook. */
export interface DraftRow {
  /** `workspace:journey` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly journey: JourneyId;
  readonly definition: JourneyDefinition;
  readonly savedAt: Instant;
}

/** When a version went live. The version itself is in the playbook that was published with it. */
interface PublicationRow {
  /** `workspace:journey:version` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly journey: JourneyId;
  readonly version: number;
  readonly playbook: number;
  readonly at: Instant;
}

export interface JourneyStore {
  drafts(workspace: WorkspaceId): Promise<readonly DraftRow[]>;
  draft(workspace: WorkspaceId, journey: JourneyId): Promise<DraftRow | null>;
  saveDraft(workspace: WorkspaceId, definition: JourneyDefinition, at: Instant): Promise<void>;
  /** Repeatable: the first note of a version stays. */
  notePublication(row: Omit<PublicationRow, '_id'>): Promise<void>;
  publications(workspace: WorkspaceId, journey: JourneyId): Promise<readonly PublicationRow[]>;
  /** How many customers are inside each journey now. */
  inside(workspace: WorkspaceId): Promise<ReadonlyMap<JourneyId, number>>;
}

export function draftCollection(connection: Connection): mongo.Collection<DraftRow> {
  return collectionOf<DraftRow>(connection, 'drafts', [{ keys: { workspace: 1 } }]);
}

export function draftRow(workspace: WorkspaceId, definition: JourneyDefinition, savedAt: Instant): DraftRow {
  return { _id: `${workspace}:${definition.id}`, workspace, journey: definition.id, definition, savedAt };
}

export function mongoJourneyStore(connection: Connection): JourneyStore {
  const drafts = draftCollection(connection);
  const customers = customerCollection(connection);
  const publications = collectionOf<PublicationRow>(connection, 'publications', [
    { keys: { workspace: 1, journey: 1, version: 1 } },
  ]);
  return {
    async drafts(workspace) {
      return await drafts.find({ workspace }).sort({ _id: 1 }).toArray();
    },
    async draft(workspace, journey) {
      return await drafts.findOne({ _id: `${workspace}:${journey}` });
    },
    async saveDraft(workspace, definition, at) {
      const row = draftRow(workspace, definition, at);
      await drafts.replaceOne({ _id: row._id }, row, { upsert: true, writeConcern: MAJORITY });
    },
    async notePublication(row) {
      try {
        const _id = `${row.workspace}:${row.journey}:${row.version}`;
        await publications.insertOne({ _id, ...row }, { writeConcern: MAJORITY });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async publications(workspace, journey) {
      return await publications.find({ workspace, journey }).sort({ version: 1 }).toArray();
    },
    async inside(workspace) {
      const counted = customers.aggregate<{ readonly _id: JourneyId; readonly customers: number }>([
        { $match: { workspace, 'inside.0': { $exists: true } } },
        { $unwind: '$inside' },
        { $group: { _id: '$inside', customers: { $sum: 1 } } },
      ]);
      return new Map((await counted.toArray()).map((row) => [row._id, row.customers]));
    },
  };
}
