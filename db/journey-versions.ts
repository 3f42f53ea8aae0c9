import type { ClientSession, Connection, mongo } from 'mongoose';
import type { JourneyId, WorkspaceId } from '../domain/ids.schema.ts';
import type { JourneyDefinition } from '../domain/journey/definition.schema.ts';
import { definitionSize } from '../domain/journey/size.ts';
import type { JourneyPin, PublishedJourney } from '../domain/playbook.ts';
import type { Instant } from '../domain/time.ts';
import { MAJORITY } from './connection.ts';
import type { Page } from './page.ts';
import { collectionOf, isDuplicateKey } from './schema.ts';

/** A published version of a journey: written once, with the playbook that names it first. */
export interface JourneyVersionRow {
  /** `workspace:journey:version` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly journey: JourneyId;
  readonly version: number;
  readonly definition: JourneyDefinition;
  readonly playbook: number;
  /** When it went live, in the workspace's time; `null` where it came with the workspace. */
  readonly at: Instant | null;
}

/** As 0.2.0 wrote it, the definition lies in playbooks alone until one of them is read. */
type StoredRow = Omit<JourneyVersionRow, 'definition'> & Partial<Pick<JourneyVersionRow, 'definition'>>;

/** A page ends early after this many characters of definitions: a reply stays small, however large the journeys. */
const PAGE_SIZE = 2 * 1024 * 1024;

export function versionId(workspace: WorkspaceId, { journey, version }: JourneyPin): string {
  return `${workspace}:${journey}:${version}`;
}

/** Reads and writes versions; which of them are in force is the playbook's to say. */
export class JourneyVersions {
  readonly #rows: mongo.Collection<StoredRow>;

  constructor(connection: Connection) {
    this.#rows = collectionOf<StoredRow>(connection, 'publications', [
      { keys: { workspace: 1, journey: 1, version: 1 } },
    ]);
  }

  /** @throws Error where one of them is not in the store */
  async load(workspace: WorkspaceId, pins: readonly JourneyPin[]): Promise<readonly PublishedJourney[]> {
    if (pins.length === 0) return [];
    const ids = pins.map((pin) => versionId(workspace, pin));
    const rows = await this.#rows.find({ _id: { $in: ids } }, { readConcern: 'majority' }).toArray();
    const found = rows.flatMap(({ version, definition }) => (definition ? [{ version, definition }] : []));
    if (found.length === ids.length) return found;
    const held = new Set(found.map(({ version, definition }) => `${workspace}:${definition.id}:${version}`));
    throw new Error(`versions of journeys are not in the store: ${ids.filter((id) => !held.has(id)).join(', ')}`);
  }

  /** Those of these that are not stored yet. */
  async missing(workspace: WorkspaceId, versions: readonly PublishedJourney[]): Promise<readonly PublishedJourney[]> {
    const idOf = ({ definition: { id: journey }, version }: PublishedJourney) =>
      versionId(workspace, { journey, version });
    const stored = { _id: { $in: versions.map(idOf) }, definition: { $exists: true } };
    const known = this.#rows.find(stored, { readConcern: 'majority' }).project<{ _id: string }>({ _id: 1 });
    const ids = new Set((await known.toArray()).map(({ _id }) => _id));
    return versions.filter((one) => !ids.has(idOf(one)));
  }

  /** Of versions that go live together. */
  async insert(
    birth: Pick<JourneyVersionRow, 'workspace' | 'playbook' | 'at'>,
    versions: readonly PublishedJourney[],
    session: ClientSession,
  ): Promise<void> {
    if (versions.length === 0) return;
    const rows = versions.map(({ version, definition }) => {
      const journey = definition.id;
      return { _id: versionId(birth.workspace, { journey, version }), ...birth, journey, version, definition };
    });
    await this.#rows.insertMany(rows, { session });
  }

  /** Gives versions that only a playbook of 0.2.0 holds rows of their own. Repeatable: they never change. */
  async split(workspace: WorkspaceId, playbook: number, versions: readonly PublishedJourney[]): Promise<void> {
    for (const { version, definition } of await this.missing(workspace, versions)) {
      const journey = definition.id;
      const row = { $set: { definition }, $setOnInsert: { workspace, journey, version, playbook, at: null } };
      const filter = { _id: versionId(workspace, { journey, version }) };
      try {
        await this.#rows.updateOne(filter, row, { upsert: true, writeConcern: MAJORITY });
      } catch (error) {
        // Another process splits the same playbook, and was first.
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  /**
   * Newest first, from the one before `after`.
   * @returns at most `limit`, and fewer where they are large; `more` where older ones are left
   */
  async page(
    workspace: WorkspaceId,
    journey: JourneyId,
    { limit, after = Infinity }: Page<number>,
  ): Promise<{ readonly rows: readonly JourneyVersionRow[]; readonly more: boolean }> {
    const cursor = this.#rows
      .find({ workspace, journey, version: { $lt: after } })
      .sort({ version: -1 })
      .batchSize(limit);
    const rows: JourneyVersionRow[] = [];
    let size = 0;
    for await (const { definition, ...row } of cursor) {
      if (definition === undefined) continue;
      size += definitionSize(definition);
      const isFull = rows.length === limit || (rows.length > 0 && size > PAGE_SIZE);
      if (isFull) return { rows, more: true };
      rows.push({ ...row, definition });
    }
    return { rows, more: false };
  }
}
