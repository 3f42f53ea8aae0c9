import type { Connection, mongo } from 'mongoose';
import type { JourneyId, WorkspaceId } from '../domain/ids.schema.ts';
import type { JourneyDefinition } from '../domain/journey/definition.schema.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import { collectionOf } from './schema.ts';

/** A journey as its author last saved it; what runs is what a playbook names. */
export interface DraftRow {
  /** `workspace:journey` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly journey: JourneyId;
  readonly definition: JourneyDefinition;
  readonly savedAt: Instant;
}

export interface JourneyStore {
  /** In no order, a few at a time: all of them together may be large. */
  drafts(workspace: WorkspaceId): AsyncIterable<DraftRow>;
  draft(workspace: WorkspaceId, journey: JourneyId): Promise<DraftRow | null>;
  /** @returns false where the workspace has `most` other drafts already: then nothing is saved */
  saveDraft(workspace: WorkspaceId, definition: JourneyDefinition, at: Instant, most: number): Promise<boolean>;
}

/** As many of the largest as fit into a few megabytes. */
const DRAFTS_AT_ONCE = 10;

export function draftCollection(connection: Connection): mongo.Collection<DraftRow> {
  return collectionOf<DraftRow>(connection, 'drafts', [{ keys: { workspace: 1 } }]);
}

export function draftRow(workspace: WorkspaceId, definition: JourneyDefinition, savedAt: Instant): DraftRow {
  return { _id: `${workspace}:${definition.id}`, workspace, journey: definition.id, definition, savedAt };
}

export function mongoJourneyStore(connection: Connection): JourneyStore {
  const drafts = draftCollection(connection);
  return {
    drafts(workspace) {
      return drafts.find({ workspace }).batchSize(DRAFTS_AT_ONCE);
    },
    async draft(workspace, journey) {
      return await drafts.findOne({ _id: `${workspace}:${journey}` });
    },
    async saveDraft(workspace, definition, at, most) {
      const row = draftRow(workspace, definition, at);
      const { matchedCount } = await drafts.replaceOne({ _id: row._id }, row, { writeConcern: MAJORITY });
      if (matchedCount === 1) return true;
      if ((await drafts.countDocuments({ workspace }, { limit: most })) >= most) return false;
      await drafts.replaceOne({ _id: row._id }, row, { upsert: true, writeConcern: MAJORITY });
      return true;
    },
  };
}
