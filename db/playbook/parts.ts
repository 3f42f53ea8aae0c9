import type { ClientSession, Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { jsonSize } from '../../domain/json-size.ts';
import type { Part, PartKind, PartName } from '../../domain/parts.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import type { Page } from '../page.ts';
import { partCollection, partId, type PartRow } from './rows.ts';

export interface PartStore {
  /** `null` where this version was never published. */
  find<Kind extends PartKind>(workspace: WorkspaceId, name: PartName<Kind>): Promise<PartRow<Kind> | null>;
  /**
   * What was ever published of a part, newest first, from the version before `after`.
   * @returns at most `limit`, and fewer where they are large; `more` where older ones are left
   */
  versions<Kind extends PartKind>(
    workspace: WorkspaceId,
    part: Pick<PartName<Kind>, 'kind' | 'id'>,
    page: Page<number>,
  ): Promise<{ readonly rows: readonly PartRow<Kind>[]; readonly more: boolean }>;
  /** Workspaces that ever published a scoring model to be computed anew by itself. */
  recomputing(): Promise<readonly WorkspaceId[]>;
  /** @param note `null`: none any more @returns false where this version was never published */
  annotate(workspace: WorkspaceId, name: PartName, note: string | null): Promise<boolean>;
  noteTried(row: Pick<PartRow, '_id'>, at: Instant): Promise<void>;
}

/** A page ends early after this many characters of content: a reply stays small, however large the parts. */
const PAGE_SIZE = 2 * 1024 * 1024;

export function mongoPartStore(connection: Connection): PartStore {
  const parts = partCollection(connection);
  return {
    async find<Kind extends PartKind>(workspace: WorkspaceId, name: PartName<Kind>) {
      return await parts.findOne<PartRow<Kind>>({ _id: partId(workspace, name) });
    },
    async versions<Kind extends PartKind>(
      workspace: WorkspaceId,
      { kind, id }: Pick<PartName<Kind>, 'kind' | 'id'>,
      { limit, after = Infinity }: Page<number>,
    ) {
      const cursor = parts
        .find<PartRow<Kind>>({ workspace, kind, id, version: { $lt: after } })
        .sort({ version: -1 })
        .batchSize(limit);
      const rows: PartRow<Kind>[] = [];
      let size = 0;
      for await (const row of cursor) {
        size += jsonSize(row.content);
        const isFull = rows.length === limit || (rows.length > 0 && size > PAGE_SIZE);
        if (isFull) return { rows, more: true };
        rows.push(row);
      }
      return { rows, more: false };
    },
    async recomputing() {
      return await parts.distinct('workspace', { 'from.recompute': { $type: 'string' } });
    },
    async annotate(workspace, name, note) {
      const change = note === null ? { $unset: { note: 1 } as const } : { $set: { note } };
      const { matchedCount } = await parts.updateOne({ _id: partId(workspace, name) }, change, {
        writeConcern: MAJORITY,
      });
      return matchedCount === 1;
    },
    async noteTried({ _id }, at) {
      await parts.updateOne({ _id }, { $max: { triedAt: at } }, { writeConcern: MAJORITY });
    },
  };
}

/** Reads and writes the versions of parts that playbooks name. */
export class PartRows {
  readonly #rows: mongo.Collection<PartRow>;

  constructor(connection: Connection) {
    this.#rows = partCollection(connection);
  }

  /** In no order. @throws Error where one of them is not in the store */
  async load(workspace: WorkspaceId, names: readonly PartName[]): Promise<readonly Part[]> {
    if (names.length === 0) return [];
    const ids = names.map((name) => partId(workspace, name));
    const found = await this.#rows
      .find({ _id: { $in: ids } }, { readConcern: 'majority' })
      .project<Part>({ _id: 0, kind: 1, id: 1, version: 1, content: 1, at: 1 })
      .toArray();
    if (found.length === ids.length) return found;
    const held = new Set(found.map((part) => partId(workspace, part)));
    throw new Error(`versions of parts are not in the store: ${ids.filter((id) => !held.has(id)).join(', ')}`);
  }

  /** Those of these that are not stored yet. */
  async missing(workspace: WorkspaceId, parts: readonly Part[]): Promise<readonly Part[]> {
    if (parts.length === 0) return [];
    const stored = { _id: { $in: parts.map((part) => partId(workspace, part)) } };
    const known = this.#rows.find(stored, { readConcern: 'majority' }).project<{ _id: string }>({ _id: 1 });
    const ids = new Set((await known.toArray()).map(({ _id }) => _id));
    return parts.filter((part) => !ids.has(partId(workspace, part)));
  }

  async insert(rows: readonly PartRow[], session: ClientSession): Promise<void> {
    if (rows.length > 0) await this.#rows.insertMany([...rows], { session });
  }
}
