import type { Connection, mongo } from 'mongoose';
import { journeyId, type JourneyId, type WorkspaceId } from '../../domain/ids.schema.ts';
import type { JourneyLife, JourneyStatus } from '../../domain/journey/life.ts';
import {
  partsInForce,
  type Content,
  type PartKind,
  type PartName,
  type Part,
  type Source,
} from '../../domain/parts.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { Instant } from '../../domain/time.ts';
import { collectionOf } from '../schema.ts';

/** One published version of a part: written once, together with the first playbook that names it. */
export interface PartRow<Kind extends PartKind = PartKind> extends PartName<Kind> {
  /** `workspace:kind:id:version` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly content: Content<Kind>;
  /** What it was compiled from; `null` where the content says that by itself. */
  readonly from: Source<Kind> | null;
  /** The first playbook that names it. */
  readonly playbook: number;
  /** When it was published, in the workspace's time; `null` where it came with the workspace. */
  readonly at: Instant | null;
  /** The id of the key or user that published it; left out where Sojourn did. */
  readonly by?: string;
  /** A note beside the part, for people: what its publisher wants to be remembered of it. */
  readonly note?: string;
  /** A note beside the part: when compiling it anew last came to nothing, in the workspace's time. */
  readonly triedAt?: Instant;
}

/** Where a part stands that a playbook names. Its versions before that one stay in the store for those on them. */
interface PartStatus {
  readonly version: number;
  /** `live`: whoever it concerns lives by this version. Only journeys have others. */
  readonly status: JourneyStatus['is'];
  /** Of a journey of which more was asked than to be live. */
  readonly life?: JourneyLife;
}

export type PartNames = {
  readonly [Kind in PartKind]?: Readonly<Record<string, PartStatus>>;
};

/** A playbook names versions of parts and holds none, so it stays small however often they are published. */
export interface PlaybookRow {
  /** `workspace:version` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly version: number;
  /** When it was published, in the workspace's time; `null` where it came with the workspace. */
  readonly at: Instant | null;
  /** By kind and id, all parts that are in force. */
  readonly parts: PartNames;
  /** Since which playbook, and since when, everybody looks ahead by it; left out before any. See `Rules.wakes`. */
  readonly wakes?: { readonly playbook: number; readonly at: Instant };
  /** The versions that it is the first to name. */
  readonly changes: readonly PartName[];
}

/** When and by whom a playbook is published, and what its new parts were compiled from. */
export interface Birth {
  readonly at?: Instant | null;
  readonly by?: string | undefined;
  readonly note?: string | undefined;
  /** By kind; of a kind that is not named, the content says it. */
  readonly from?: { readonly [Kind in PartKind]?: Source<Kind> };
}

export function partCollection(connection: Connection): mongo.Collection<PartRow> {
  return collectionOf<PartRow>(connection, 'parts', [
    { keys: { workspace: 1, kind: 1, id: 1, version: -1 } },
    {
      keys: { 'from.recompute': 1, workspace: 1 },
      options: { partialFilterExpression: { 'from.recompute': { $type: 'string' } } },
    },
  ]);
}

export function playbookCollection(connection: Connection): mongo.Collection<PlaybookRow> {
  return collectionOf<PlaybookRow>(connection, 'playbooks');
}

export function playbookId(workspace: WorkspaceId, version: number): string {
  return `${workspace}:${version}`;
}

export function partId(workspace: WorkspaceId, { kind, id, version }: PartName): string {
  return `${workspace}:${kind}:${id}:${version}`;
}

/** @param fresh its parts that no playbook has named before */
export function playbookRow(
  workspace: WorkspaceId,
  playbook: Playbook,
  fresh: readonly PartName[],
  { at = null }: Birth,
): PlaybookRow {
  const { version, wakes, rulesAt } = playbook;
  const names = partsInForce(playbook);
  const named = namesOf(names, playbook.lives);
  const changes = fresh.map((part) => ({ kind: part.kind, id: part.id, version: part.version }));
  const row = { _id: playbookId(workspace, version), workspace, version, at, parts: named, changes };
  return wakes === 0 ? row : { ...row, wakes: { playbook: wakes, at: rulesAt } };
}

export function namesOf(names: readonly PartName[], lives: Playbook['lives'] = new Map()): PartNames {
  const byKind = new Map<PartKind, Map<string, PartStatus>>();
  for (const { kind, id, version } of names) {
    const life = kind === 'journey' ? lives.get(journeyId.parse(id)) : undefined;
    const status: PartStatus = { version, status: life?.status.is ?? 'live', ...(life ? { life } : {}) };
    byKind.set(kind, (byKind.get(kind) ?? new Map()).set(id, status));
  }
  return Object.fromEntries([...byKind].map(([kind, ids]) => [kind, Object.fromEntries(ids)]));
}

/** What more was asked of journeys; `null` where nothing was. */
export function livesIn({ journey = {} }: PartNames): NonNullable<Playbook['lives']> | null {
  const known = Object.entries(journey).flatMap(([id, { life }]): readonly (readonly [JourneyId, JourneyLife])[] => {
    return life ? [[journeyId.parse(id), life]] : [];
  });
  return known.length === 0 ? null : new Map(known);
}

export function partRow(workspace: WorkspaceId, part: Part, playbook: number, birth: Birth): PartRow {
  const { kind, id, version, content } = part;
  const { at = null, by, note, from = {} } = birth;
  return {
    _id: partId(workspace, part),
    workspace,
    kind,
    id,
    version,
    content,
    from: from[kind] ?? null,
    playbook,
    at: at ?? part.at,
    ...(by === undefined ? {} : { by }),
    ...(note === undefined ? {} : { note }),
  };
}
