import { isDeepStrictEqual } from 'node:util';
import type { Connection, mongo } from 'mongoose';
import type { JourneyId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import type { Part, PartName } from '../../domain/parts.ts';
import { DEFAULT_POLICIES } from '../../domain/policy/policies.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { isDuplicateKey } from '../schema.ts';
import {
  earlierCollection,
  PUBLICATIONS,
  SCORING_NOTES,
  type EarlierPlaybook,
  type Publication,
  type ScoringNote,
} from './earlier-shapes.ts';
import {
  namesOf,
  partCollection,
  partId,
  partRow,
  playbookCollection,
  playbookId,
  type PartRow,
  type PlaybookRow,
} from './rows.ts';

/**
 * Gives the parts of an earlier playbook rows of their own, and the playbook the shape of today. Repeatable, and several
 * processes may do it at once: parts never change, so whoever comes second finds the same.
 * @param _id of a playbook that is stored
 * @returns the playbook as it stands then
 */
export async function splitPlaybook(connection: Connection, _id: string): Promise<PlaybookRow> {
  const playbooks = playbookCollection(connection);
  const earlier = await readEarlier(connection, _id);
  if (earlier !== null) {
    const { workspace, version, named, held } = earlier;
    const all = held.flatMap(({ journey, versions }) => versions.map((one) => journeyName(journey, one)));
    const current = held.flatMap(({ journey, versions }) => [journeyName(journey, versions.at(-1) ?? 0)]);
    const journeys = named?.map((pin) => journeyName(pin.journey, pin.version));
    const inForce = [...rulesOf(earlier), ...(journeys ?? current)];
    for (const name of await missing(connection, workspace, [...rulesOf(earlier), ...(journeys ?? all)])) {
      const row = await rowOf(connection, earlier, name);
      if (row !== null) await insertUnlessThere(connection, row);
    }
    const born = await partCollection(connection)
      .find({ _id: { $in: inForce.map((name) => partId(workspace, name)) }, playbook: version })
      .project<PartName & { readonly at: Instant | null }>({ _id: 0, kind: 1, id: 1, version: 1, at: 1 })
      .toArray();
    const changes = born.map((one) => ({ kind: one.kind, id: one.id, version: one.version }));
    const row = { _id, workspace, version, at: born[0]?.at ?? null, parts: namesOf(inForce), changes };
    const unsplit: mongo.Filter<PlaybookRow> = { _id, playbook: { $exists: true } };
    await playbooks.replaceOne(unsplit, row, { writeConcern: MAJORITY });
  }
  const row = await playbooks.findOne({ _id }, { readConcern: 'majority' });
  if (row === null) throw new Error(`playbook ${_id} is not in the store`);
  return row;
}

/** Earlier versions had no others. */
const POLICIES = { kind: 'policies', id: 'policies', version: 1 } as const;

function journeyName(id: JourneyId, version: number): PartName<'journey'> {
  return { kind: 'journey', id, version };
}

function rulesOf({ scoring, silence }: EarlierPlaybook): readonly PartName[] {
  return [
    { kind: 'scoring', id: 'scoring', version: scoring.version },
    { kind: 'silence', id: 'silence', version: silence.version },
    POLICIES,
  ];
}

/** One of 0.2.0 may hold megabytes of definitions, most of which have rows already: they stay in the store. */
async function readEarlier(connection: Connection, _id: string): Promise<EarlierPlaybook | null> {
  const versions = { journey: '$$held.k', versions: '$$held.v.version' };
  const rows = earlierCollection(connection, 'playbooks').aggregate<EarlierPlaybook>([
    { $match: { _id, playbook: { $exists: true } } },
    {
      $project: {
        _id: 0,
        workspace: 1,
        version: '$playbook.version',
        scoring: '$playbook.scoring',
        silence: '$playbook.silence',
        rulesAt: '$playbook.rulesAt',
        named: { $ifNull: ['$journeys', null] },
        held: {
          $map: { input: { $objectToArray: { $ifNull: ['$playbook.journeys', {}] } }, as: 'held', in: versions },
        },
      },
    },
  ]);
  return await rows.next();
}

async function missing(
  connection: Connection,
  workspace: WorkspaceId,
  names: readonly PartName[],
): Promise<readonly PartName[]> {
  const ids = names.map((name) => partId(workspace, name));
  const known = partCollection(connection).find({ _id: { $in: ids } });
  const there = new Set((await known.project<{ _id: string }>({ _id: 1 }).toArray()).map(({ _id }) => _id));
  return names.filter((name) => !there.has(partId(workspace, name)));
}

/** @returns `null` where another process has split the playbook meanwhile: then the part is stored */
async function rowOf(connection: Connection, earlier: EarlierPlaybook, name: PartName): Promise<PartRow | null> {
  switch (name.kind) {
    case 'journey':
      return await journeyRow(connection, earlier, name);
    case 'audience':
    case 'loyalty':
    case 'template':
      return null;
    case 'scoring':
      return await scoringRow(connection, earlier);
    case 'silence':
      return await silenceRow(connection, earlier);
    case 'policies':
      return partRow(earlier.workspace, { ...POLICIES, content: DEFAULT_POLICIES, at: null }, 1, {});
  }
}

async function journeyRow(
  connection: Connection,
  book: EarlierPlaybook,
  { id, version }: PartName,
): Promise<PartRow | null> {
  const { workspace } = book;
  const published = await earlierCollection<Publication>(connection, PUBLICATIONS).findOne({
    _id: `${workspace}:${id}:${version}`,
  });
  const content = published?.definition ?? (await heldDefinition(connection, book, id, version));
  if (content === null) return null;
  const { playbook, at } = published ?? { playbook: book.version, at: null };
  return partRow(workspace, { kind: 'journey', id, version, content, at }, playbook, {});
}

async function heldDefinition(
  connection: Connection,
  { workspace, version: playbook }: EarlierPlaybook,
  journey: string,
  version: number,
): Promise<JourneyDefinition | null> {
  const of = { $getField: { field: journey, input: '$playbook.journeys' } };
  const one = { $first: { $filter: { input: of, cond: { $eq: ['$$this.version', version] } } } };
  const rows = earlierCollection(connection, 'playbooks').aggregate<{
    readonly held?: { readonly definition: JourneyDefinition } | null;
  }>([{ $match: { _id: playbookId(workspace, playbook), playbook: { $exists: true } } }, { $project: { held: one } }]);
  const row = await rows.next();
  if (row === null) return null;
  if (!row.held) {
    throw new Error(`version ${version} of journey "${journey}" of workspace ${workspace} is not in the store`);
  }
  return row.held.definition;
}

async function scoringRow(connection: Connection, book: EarlierPlaybook): Promise<PartRow> {
  const { workspace, scoring: content } = book;
  const { version } = content;
  const notes = earlierCollection<ScoringNote>(connection, SCORING_NOTES).find({ workspace, version });
  // Of several who wanted the number, the one whose model is in force has had it.
  const note = (await notes.toArray()).find(({ model }) => isDeepStrictEqual(model, content));
  const { playbook, at } = note ?? (await firstWith(connection, book, 'scoring'));
  const from = note ? { scoring: note.draft } : {};
  const row = partRow(workspace, { kind: 'scoring', id: 'scoring', version, content, at }, playbook, { from });
  return note?.triedAt === undefined ? row : { ...row, triedAt: note.triedAt };
}

async function silenceRow(connection: Connection, book: EarlierPlaybook): Promise<PartRow> {
  const { workspace, silence: content } = book;
  const { playbook, at } = await firstWith(connection, book, 'silence');
  const part: Part = { kind: 'silence', id: 'silence', version: content.version, content, at };
  return partRow(workspace, part, playbook, {});
}

/** The first playbook with these rules: it alone says since when they are in force. */
async function firstWith(
  connection: Connection,
  book: EarlierPlaybook,
  kind: 'scoring' | 'silence',
): Promise<{ readonly playbook: number; readonly at: Instant | null }> {
  const { workspace } = book;
  const { version } = book[kind];
  const first = await earlierCollection(connection, 'playbooks')
    .find({ workspace, [`playbook.${kind}.version`]: version })
    .sort({ 'playbook.version': 1 })
    .limit(1)
    .project<{ readonly playbook: number; readonly at: Instant }>({
      _id: 0,
      playbook: '$playbook.version',
      at: '$playbook.rulesAt',
    })
    .next();
  const { playbook, at } = first ?? { playbook: book.version, at: book.rulesAt };
  return { playbook, at: version === 1 ? null : at };
}

async function insertUnlessThere(connection: Connection, row: PartRow): Promise<void> {
  try {
    await partCollection(connection).insertOne(row, { writeConcern: MAJORITY });
  } catch (error) {
    // Another process splits the same playbook, and was first.
    if (!isDuplicateKey(error)) throw error;
  }
}
