import { isDeepStrictEqual } from 'node:util';
import { mongo, type Connection } from 'mongoose';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { ScoringDraft } from '../domain/rfm/draft.schema.ts';
import type { ScoringModel } from '../domain/rfm/model.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import type { Page } from './page.ts';
import { collectionOf } from './schema.ts';

/** A scoring model as a marketer last saved it; what is in force is in the playbook. */
export interface ScoringDraftRow {
  readonly _id: WorkspaceId;
  readonly draft: ScoringDraft;
  readonly savedAt: Instant;
}

/** What a version was compiled from. Written before it is published, so that none is ever without. */
export interface ScoringVersionRow {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly version: number;
  readonly playbook: number;
  readonly draft: ScoringDraft;
  readonly model: ScoringModel;
  readonly at: Instant;
  /** Set once it is known that this one was published, and no other under its number. */
  readonly published?: 1;
  /** When its cut-offs were last computed anew, and had not changed or could not be. */
  readonly triedAt?: Instant;
}

export interface ScoringStore {
  draft(workspace: WorkspaceId): Promise<ScoringDraftRow | null>;
  saveDraft(workspace: WorkspaceId, draft: ScoringDraft, at: Instant): Promise<void>;
  /** Notes what is about to be published. @returns the row's id */
  announce(row: Omit<ScoringVersionRow, '_id'>): Promise<string>;
  /** Takes a note back: somebody else published first. */
  withdraw(id: string): Promise<void>;
  /**
   * What this version was compiled from; `null` for the one a workspace starts with. Finishes what a publisher that
   * died half-way left undone.
   * @param model the one in force, which tells who won where several wanted the number
   */
  published(workspace: WorkspaceId, model: ScoringModel): Promise<ScoringVersionRow | null>;
  /** Newest first. */
  versions(workspace: WorkspaceId, page: Page<number>): Promise<readonly ScoringVersionRow[]>;
  noteTried(row: Pick<ScoringVersionRow, '_id'>, at: Instant): Promise<void>;
  /** Workspaces that ever published a model to be computed anew by itself. */
  recomputing(): Promise<readonly WorkspaceId[]>;
}

export function mongoScoringStore(connection: Connection): ScoringStore {
  const drafts = collectionOf<ScoringDraftRow>(connection, 'scoring-drafts');
  const versions = collectionOf<ScoringVersionRow>(connection, 'scoring-versions', [
    { keys: { workspace: 1, version: -1 } },
    {
      keys: { 'draft.recompute': 1, workspace: 1 },
      options: { partialFilterExpression: { 'draft.recompute': { $type: 'string' } } },
    },
  ]);
  return {
    async draft(workspace) {
      return await drafts.findOne({ _id: workspace });
    },
    async saveDraft(workspace, draft, savedAt) {
      const row = { _id: workspace, draft, savedAt };
      await drafts.replaceOne({ _id: workspace }, row, { upsert: true, writeConcern: MAJORITY });
    },
    async announce(row) {
      const _id = `${row.workspace}:${row.version}:${new mongo.ObjectId().toHexString()}`;
      await versions.insertOne({ ...row, _id }, { writeConcern: MAJORITY });
      return _id;
    },
    async withdraw(_id) {
      // Of two alike, the loser's own note may have been taken for the winner's: then it stays.
      await versions.deleteOne({ _id, published: { $exists: false } }, { writeConcern: MAJORITY });
    },
    async published(workspace, model) {
      return await publishedRow(versions, workspace, model);
    },
    async versions(workspace, { limit, after }) {
      const older = after === undefined ? {} : { version: { $lt: after } };
      const rows = versions.find({ workspace, published: 1, ...older });
      return await rows.sort({ version: -1 }).limit(limit).toArray();
    },
    async noteTried({ _id }, at) {
      await versions.updateOne({ _id }, { $max: { triedAt: at } }, { writeConcern: MAJORITY });
    },
    async recomputing() {
      return await versions.distinct('workspace', { 'draft.recompute': { $type: 'string' } });
    },
  };
}

/** Of all who wanted a number, the one whose model is in force has it; the others are forgotten. */
async function publishedRow(
  versions: mongo.Collection<ScoringVersionRow>,
  workspace: WorkspaceId,
  model: ScoringModel,
): Promise<ScoringVersionRow | null> {
  const { version } = model;
  const announced = await versions.find({ workspace, version }).sort({ _id: 1 }).toArray();
  const known = announced.find((row) => row.published);
  const won = known ?? announced.find((row) => isDeepStrictEqual(row.model, model));
  if (won === undefined) return null;
  if (known && announced.length === 1) return known;
  const noted = await versions.updateOne({ _id: won._id }, { $set: { published: 1 } }, { writeConcern: MAJORITY });
  // Taken back a moment ago by whoever wanted the very same and came second: then it is the other one.
  if (noted.matchedCount === 0) return await publishedRow(versions, workspace, model);
  await versions.deleteMany({ workspace, version, _id: { $ne: won._id } });
  return { ...won, published: 1 };
}
