import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { PartKind, PartName, Source } from '../../domain/parts.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';

/** A part as its author last saved it; what is in force is what a playbook names. */
export interface DraftRow<Kind extends PartKind = PartKind> {
  /** `workspace:kind:id` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly kind: Kind;
  readonly id: string;
  readonly source: Source<Kind>;
  /** In the workspace's time. */
  readonly savedAt: Instant;
  /** The id of the key or user that saved it; left out where it came with the workspace. */
  readonly by?: string;
}

type DraftName<Kind extends PartKind> = Pick<PartName<Kind>, 'kind' | 'id'>;

export interface DraftStore {
  find<Kind extends PartKind>(workspace: WorkspaceId, name: DraftName<Kind>): Promise<DraftRow<Kind> | null>;
  /** Those of one kind, in no order, a few at a time: all of them together may be large. */
  list<Kind extends PartKind>(workspace: WorkspaceId, kind: Kind): AsyncIterable<DraftRow<Kind>>;
  /** @returns false where the workspace has `most` other drafts of this kind already: then nothing is saved */
  save(row: DraftRow, most: number): Promise<boolean>;
}

/** As many of the largest as fit into a few megabytes. */
const DRAFTS_AT_ONCE = 10;

export function draftCollection(connection: Connection): mongo.Collection<DraftRow> {
  return collectionOf<DraftRow>(connection, 'drafts', [{ keys: { workspace: 1, kind: 1 } }]);
}

function draftId<Kind extends PartKind>(workspace: WorkspaceId, { kind, id }: DraftName<Kind>): string {
  return `${workspace}:${kind}:${id}`;
}

export function draftRow<Kind extends PartKind>(
  workspace: WorkspaceId,
  { kind, id }: DraftName<Kind>,
  source: Source<Kind>,
  savedAt: Instant,
  by?: string,
): DraftRow<Kind> {
  const row = { _id: draftId(workspace, { kind, id }), workspace, kind, id, source, savedAt };
  return by === undefined ? row : { ...row, by };
}

export function mongoDraftStore(connection: Connection): DraftStore {
  const drafts = draftCollection(connection);
  return {
    async find<Kind extends PartKind>(workspace: WorkspaceId, name: DraftName<Kind>) {
      return await drafts.findOne<DraftRow<Kind>>({ _id: draftId(workspace, name) });
    },
    list<Kind extends PartKind>(workspace: WorkspaceId, kind: Kind) {
      return drafts.find<DraftRow<Kind>>({ workspace, kind }).batchSize(DRAFTS_AT_ONCE);
    },
    async save(row, most) {
      const { _id, workspace, kind } = row;
      const { matchedCount } = await drafts.replaceOne({ _id }, row, { writeConcern: MAJORITY });
      if (matchedCount === 1) return true;
      if ((await drafts.countDocuments({ workspace, kind }, { limit: most })) >= most) return false;
      await drafts.replaceOne({ _id }, row, { upsert: true, writeConcern: MAJORITY });
      return true;
    },
  };
}
