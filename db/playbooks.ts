import { LRUCache } from 'lru-cache';
import type { Connection, mongo } from 'mongoose';
import type { JourneyId, WorkspaceId } from '../domain/ids.schema.ts';
import { definitionSize } from '../domain/journey/size.ts';
import type { JourneyPin, Playbook, PublishedJourney, Rules } from '../domain/playbook.ts';
import type { Instant } from '../domain/time.ts';
import { JourneyVersions, versionId, type JourneyVersionRow } from './journey-versions.ts';
import type { Page } from './page.ts';
import { collectionOf } from './schema.ts';
import { allOrNothing } from './transaction.ts';
import { workspaceCollection } from './workspaces.ts';

/** A playbook names versions of journeys and holds none, so it stays small however often they are published. */
interface NamingRow {
  /** `workspace:version` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly playbook: Rules;
  /** The version of each journey that takes newcomers. */
  readonly journeys: readonly JourneyPin[];
}

/** As 0.2.0 wrote it: with every version of every journey that there was, the current ones last. */
interface HoldingRow {
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly playbook: Rules & { readonly journeys: Readonly<Record<JourneyId, readonly PublishedJourney[]>> };
}

export type PlaybookRow = NamingRow | HoldingRow;

export interface PlaybookStore {
  /**
   * @param pins versions that somebody at hand is inside of: without theirs nobody can be decided on; see `pinsOf`
   * @throws Error where this playbook was never published
   */
  load(workspace: WorkspaceId, version: number, pins?: readonly JourneyPin[]): Promise<Playbook>;
  /**
   * Publishes and puts in force, together with the versions of journeys that are not stored yet; unless somebody else
   * published this number first: then `false`, and nothing has changed.
   * @param at when its new versions of journeys go live; `null`: they come with the workspace
   */
  publish(workspace: WorkspaceId, playbook: Playbook, at?: Instant | null): Promise<boolean>;
  /** What was ever published of a journey, newest first; `more` where older versions are left. */
  versions(
    workspace: WorkspaceId,
    journey: JourneyId,
    page: Page<number>,
  ): Promise<{ readonly rows: readonly JourneyVersionRow[]; readonly more: boolean }>;
}

/** Characters of JSON that each of the two caches keeps. What is published never changes, so nothing in it is stale. */
const CACHED = 64 * 1024 * 1024;

export function playbookCollection(connection: Connection): mongo.Collection<PlaybookRow> {
  return collectionOf<PlaybookRow>(connection, 'playbooks', [
    { keys: { workspace: 1, 'playbook.silence.version': 1, 'playbook.version': 1 } },
  ]);
}

/** The row of a playbook whose versions of journeys are stored. */
export function playbookRow(workspace: WorkspaceId, playbook: Playbook): PlaybookRow {
  const { version, scoring, silence, rulesAt, policies } = playbook;
  return {
    _id: `${workspace}:${version}`,
    workspace,
    playbook: { version, scoring, silence, rulesAt, policies },
    journeys: [...playbook.journeys].map(([journey, current]) => ({ journey, version: current.version })),
  };
}

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
  readonly #versions: JourneyVersions;
  readonly #cachedVersions = new LRUCache<string, PublishedJourney>({
    maxSize: CACHED,
    sizeCalculation: ({ definition }) => definitionSize(definition),
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
    this.#versions = new JourneyVersions(connection);
  }

  async load(workspace: WorkspaceId, version: number, pins: readonly JourneyPin[] = []): Promise<Playbook> {
    const context = { workspace, version };
    const playbook = await this.#cached.forceFetch(`${workspace}:${version}`, { context });
    const earlier = pins.filter((pin) => {
      const current = playbook.journeys.get(pin.journey)?.version ?? 0;
      return pin.version < current;
    });
    return earlier.length === 0 ? playbook : { ...playbook, earlier: await this.#loadVersions(workspace, earlier) };
  }

  async publish(workspace: WorkspaceId, playbook: Playbook, at: Instant | null = null): Promise<boolean> {
    const named = [...playbook.journeys.values(), ...playbook.earlier];
    const missing = await this.#versions.missing(
      workspace,
      named.filter(({ version, definition: { id: journey } }) => {
        return !this.#cachedVersions.has(versionId(workspace, { journey, version }));
      }),
    );
    const { version } = playbook;
    return await allOrNothing(this.#connection, async (session) => {
      // First: whoever publishes this number second must find it, before anything else of theirs is written.
      await this.#playbooks.insertOne(playbookRow(workspace, playbook), { session });
      await this.#versions.insert({ workspace, playbook: version, at }, missing, session);
      const older = { _id: workspace, playbook: { $lt: version } };
      await workspaceCollection(this.#connection).updateOne(older, { $set: { playbook: version } }, { session });
    });
  }

  async versions(workspace: WorkspaceId, journey: JourneyId, page: Page<number>) {
    return await this.#versions.page(workspace, journey, page);
  }

  async #read({ workspace, version }: Place): Promise<Playbook> {
    const row = await this.#playbooks.findOne({ _id: `${workspace}:${version}` }, { readConcern: 'majority' });
    if (row === null) throw new Error(`playbook ${version} of workspace ${workspace} is not in the store`);
    const { playbook: stored } = row;
    const rules = {
      version: stored.version,
      scoring: stored.scoring,
      silence: stored.silence,
      rulesAt: stored.rulesAt,
      policies: stored.policies,
    };
    const current = await this.#loadVersions(workspace, await this.#namesIn(row));
    const journeys = new Map(current.map((journey) => [journey.definition.id, journey]));
    return { ...rules, journeys, earlier: [] };
  }

  /** What a playbook of 0.2.0 holds gets rows of its own, so that from here on both kinds are read alike. */
  async #namesIn(row: PlaybookRow): Promise<readonly JourneyPin[]> {
    if ('journeys' in row) return row.journeys;
    const held = Object.values<readonly PublishedJourney[]>(row.playbook.journeys);
    await this.#versions.split(row.workspace, row.playbook.version, held.flat());
    return held.flatMap((versions) => {
      const current = versions.at(-1);
      return current ? [{ journey: current.definition.id, version: current.version }] : [];
    });
  }

  async #loadVersions(workspace: WorkspaceId, pins: readonly JourneyPin[]): Promise<readonly PublishedJourney[]> {
    const found: PublishedJourney[] = [];
    const wanted: JourneyPin[] = [];
    for (const pin of pins) {
      const cached = this.#cachedVersions.get(versionId(workspace, pin));
      if (cached) found.push(cached);
      else wanted.push(pin);
    }
    for (const one of await this.#versions.load(workspace, wanted)) {
      const { version, definition } = one;
      this.#cachedVersions.set(versionId(workspace, { journey: definition.id, version }), one);
      found.push(one);
    }
    return found;
  }
}

/** Versions count in every playbook that names them, though it is one object: rather too much than too little. */
function sizeOf({ journeys, scoring, silence, policies }: Playbook): number {
  const rules = JSON.stringify([scoring, silence, policies]).length;
  return [...journeys.values()].reduce((sum, { definition }) => sum + definitionSize(definition), rules);
}
