import { LRUCache } from 'lru-cache';
import type { Connection, mongo } from 'mongoose';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { lifeOf } from '../../domain/journey/life.ts';
import { relocationsFrom } from '../../domain/journey/relocate.ts';
import { jsonSize } from '../../domain/json-size.ts';
import {
  earlierParts,
  journeyOf,
  KINDS,
  partsInForce,
  playbookOf,
  type Part,
  type PartName,
} from '../../domain/parts.ts';
import type { JourneyPin, Playbook } from '../../domain/playbook.ts';
import { isEarlier } from './earlier-shapes.ts';
import { splitPlaybook } from './earlier.ts';
import { PartRows } from './parts.ts';
import {
  livesIn,
  partId,
  partRow,
  playbookCollection,
  playbookId,
  playbookRow,
  type Birth,
  type PartNames,
  type PlaybookRow,
} from './rows.ts';
import { allOrNothing } from '../transaction.ts';
import { workspaceCollection } from '../workspaces/workspaces.ts';

export interface PlaybookStore {
  /**
   * @param pins versions that somebody at hand is inside of: without theirs nobody can be decided on; see `pinsOf`
   * @throws Error where this playbook was never published
   */
  load(workspace: WorkspaceId, version: number, pins?: readonly JourneyPin[]): Promise<Playbook>;
  /**
   * Publishes and puts in force, in one transaction with the versions of parts that are not stored yet; unless somebody
   * else published this number first: then `false`, and nothing has changed.
   */
  publish(workspace: WorkspaceId, playbook: Playbook, birth?: Birth): Promise<boolean>;
}

/** Characters of JSON that each of the two caches keeps. What is published never changes, so nothing in it is stale. */
const CACHED = 64 * 1024 * 1024;

export function mongoPlaybookStore(connection: Connection): PlaybookStore {
  return new MongoPlaybookStore(connection);
}

interface Place {
  readonly workspace: WorkspaceId;
  readonly version: number;
}

class MongoPlaybookStore implements PlaybookStore {
  readonly #connection: Connection;
  readonly #playbooks: mongo.Collection<PlaybookRow>;
  readonly #parts: PartRows;
  readonly #cachedParts = new LRUCache<string, Part>({
    maxSize: CACHED,
    sizeCalculation: ({ content }) => jsonSize(content),
  });
  readonly #cached = new LRUCache<string, Playbook, Place>({
    maxSize: CACHED,
    sizeCalculation: sizeOf,
    // Many decisions want the same playbook at once: it is read once for all of them.
    fetchMethod: async (_key, _stale, { context }) => await this.#read(context),
    ignoreFetchAbort: true,
  });

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#playbooks = playbookCollection(connection);
    this.#parts = new PartRows(connection);
  }

  async load(workspace: WorkspaceId, version: number, pins: readonly JourneyPin[] = []): Promise<Playbook> {
    const context = { workspace, version };
    const playbook = await this.#cached.forceFetch(playbookId(workspace, version), { context });
    const earlier = pins.flatMap((pin) => earlierOf(pin, playbook));
    if (earlier.length === 0) return playbook;
    const once = new Map(earlier.map((name) => [partId(workspace, name), name]));
    const parts = await this.#loadParts(workspace, [...once.values()]);
    return { ...playbook, earlier: parts.flatMap((part) => (part.kind === 'journey' ? [journeyOf(part)] : [])) };
  }

  async publish(workspace: WorkspaceId, playbook: Playbook, birth: Birth = {}): Promise<boolean> {
    const named = [...partsInForce(playbook), ...earlierParts(playbook)];
    const fresh = await this.#parts.missing(
      workspace,
      named.filter((part) => !this.#cachedParts.has(partId(workspace, part))),
    );
    const { version } = playbook;
    return await allOrNothing(this.#connection, async (session) => {
      // First: whoever publishes this number second must find it, before anything else of theirs is written.
      await this.#playbooks.insertOne(playbookRow(workspace, playbook, fresh, birth), { session });
      const rows = fresh.map((part) => partRow(workspace, part, version, birth));
      await this.#parts.insert(rows, session);
      const older = { _id: workspace, playbook: { $lt: version } };
      await workspaceCollection(this.#connection).updateOne(older, { $set: { playbook: version } }, { session });
    });
  }

  async #read(place: Place): Promise<Playbook> {
    const { workspace, version } = place;
    const row = await this.#row(place);
    const parts = playbookOf(version, await this.#loadParts(workspace, namesIn(row.parts)));
    const lives = livesIn(row.parts);
    const playbook = lives ? { ...parts, lives } : parts;
    const { wakes } = row;
    return wakes ? { ...playbook, wakes: wakes.playbook, rulesAt: Math.max(playbook.rulesAt, wakes.at) } : playbook;
  }

  /** What an earlier version stored gets the shape of today when it is first read, if no migration was quicker. */
  async #row({ workspace, version }: Place): Promise<PlaybookRow> {
    const _id = playbookId(workspace, version);
    // It is kept for good, so it must be durable. A workspace may name it a moment before it is: then this waits for that.
    const row =
      (await this.#playbooks.findOne({ _id }, { readConcern: 'majority' })) ??
      (await this.#playbooks.findOne({ _id }, { readConcern: 'linearizable' }));
    if (row === null) throw new Error(`playbook ${version} of workspace ${workspace} is not in the store`);
    return isEarlier(row) ? await splitPlaybook(this.#connection, _id) : row;
  }

  async #loadParts(workspace: WorkspaceId, names: readonly PartName[]): Promise<readonly Part[]> {
    const found: Part[] = [];
    const wanted: PartName[] = [];
    for (const name of names) {
      const cached = this.#cachedParts.get(partId(workspace, name));
      if (cached) found.push(cached);
      else wanted.push(name);
    }
    for (const part of await this.#parts.load(workspace, wanted)) {
      this.#cachedParts.set(partId(workspace, part), part);
      found.push(part);
    }
    return found;
  }
}

/** The version that somebody is inside of, and the one that they have to pass to; where these are not in force. */
function earlierOf({ journey, version }: JourneyPin, playbook: Playbook): readonly PartName[] {
  const current = playbook.journeys.get(journey)?.version ?? 0;
  const to = relocationsFrom(version, lifeOf(playbook, journey).relocations).at(-1)?.to;
  const wanted = [version, ...(to === undefined ? [] : [to])].filter((one) => one < current);
  return wanted.map((one) => ({ kind: 'journey', id: journey, version: one }));
}

function namesIn(parts: PartNames): readonly PartName[] {
  return KINDS.flatMap((kind) => Object.entries(parts[kind] ?? {}).map(([id, { version }]) => ({ kind, id, version })));
}

/** Parts count in every playbook that names them, though each is one object: rather too much than too little. */
function sizeOf(playbook: Playbook): number {
  return partsInForce(playbook).reduce((sum, { content }) => sum + jsonSize(content), 0);
}
