import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { connectStore } from '../../db/connection.ts';
import { mongoDraftStore } from '../../db/playbook/drafts.ts';
import { partsMigration } from '../../db/playbook/migration.ts';
import { mongoPartStore } from '../../db/playbook/parts.ts';
import { mongoPlaybookStore } from '../../db/playbook/playbooks.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import { publishJourney, publishScoring, publishSilence, startingPlaybook } from '../../domain/playbook.ts';
import { parseDraft } from '../../domain/scoring/parse-draft.ts';
import { DAY } from '../../domain/time.ts';
import { playbookOf020, playbookOf030, publicationOf, type EarlierRow } from '../api/earlier-rows.ts';
import { aJourney } from '../builders.ts';

const OLD = workspaceId.parse('of-0-2-0');
const NEWER = workspaceId.parse('of-0-3-0');
const NOW = Date.parse('2026-11-22T12:00:00Z');
const JOURNEY = { kind: 'journey', id: 'welcome' } as const;
const SCORING = { kind: 'scoring', id: 'scoring' } as const;
const SILENCE = { kind: 'silence', id: 'silence' } as const;
const ALL = { limit: 100 };

const parsed = parseDraft({ preset: 'seven', name: 'As it was written' });
if ('problems' in parsed) throw new Error('the preset is gone');
const { draft } = parsed;
const welcome = (name: string) => aJourney({ id: 'welcome', name });

/** A workspace that came with a journey, and in which a journey, a model, rules of silence and a journey were published. */
const first = publishJourney({ ...startingPlaybook(null), version: 0 }, welcome('First'));
const second = publishJourney(first, welcome('Second'));
const third = publishScoring(second, { ...second.scoring, name: 'Seven' }, NOW + DAY);
const fourth = publishSilence(third, { ...third.silence, overdueDays: 60 }, NOW + 2 * DAY);
const fifth = publishJourney(fourth, welcome('Third'));
const books = [first, second, third, fourth, fifth];

let connection: Connection;
beforeEach(async () => {
  const uri = new URL(inject('mongodbUri'));
  uri.pathname = `/earlier-${randomUUID()}`;
  connection = await connectStore(uri.href);
  await rows('playbooks').insertMany(books.map((book) => playbookOf020(OLD, book)));
  await rows('playbooks').insertMany(books.map((book) => playbookOf030(NEWER, book)));
  const [v1, v2] = fifth.earlier;
  const v3 = fifth.journeys.get(welcome('Third').id);
  if (!v1 || !v2 || !v3) throw new Error('three versions were published');
  for (const [workspace, holds] of [
    [OLD, false],
    [NEWER, true],
  ] as const) {
    // Of what came with a workspace 0.2.0 noted nothing.
    if (holds) await rows('publications').insertOne(publicationOf(workspace, v1, { playbook: 1, at: null }, holds));
    await rows('publications').insertOne(publicationOf(workspace, v2, { playbook: 2, at: NOW }, holds));
    await rows('publications').insertOne(publicationOf(workspace, v3, { playbook: 5, at: NOW + 3 * DAY }, holds));
    const note = {
      workspace,
      version: 2,
      playbook: 3,
      at: NOW + DAY,
      draft,
      model: third.scoring,
      triedAt: NOW + 2 * DAY,
    };
    const lost = { ...note, at: NOW, draft: { ...draft, name: 'Lost' }, model: { ...third.scoring, name: 'Lost' } };
    await rows('scoring-versions').insertOne({ ...lost, _id: `${workspace}:2:a` });
    await rows('scoring-versions').insertOne({ ...note, _id: `${workspace}:2:b`, published: 1 });
    await rows('scoring-drafts').insertOne({ _id: workspace, draft, savedAt: NOW });
    const definition = welcome('A draft');
    await rows('drafts').insertOne({
      _id: `${workspace}:welcome`,
      workspace,
      journey: 'welcome',
      definition,
      savedAt: NOW,
    });
  }
});
afterEach(async () => {
  await connection.dropDatabase();
  await connection.close();
});

function rows(name: string) {
  return connection.getClient().db(connection.name).collection<EarlierRow>(name);
}

const silently = async () => undefined;

/** Everything that is stored, by collection. */
async function stored(): Promise<ReadonlyMap<string, readonly EarlierRow[]>> {
  const names = (await connection.getClient().db(connection.name).listCollections().toArray()).map(({ name }) => name);
  const all = names.toSorted().map(async (name) => [name, await rows(name).find().sort({ _id: 1 }).toArray()] as const);
  return new Map(await Promise.all(all));
}

describe('what 0.2.0 and 0.3.0 published', () => {
  test.each([OLD, NEWER])('goes on as parts: %s', async (workspace) => {
    await partsMigration.run(connection, silently);
    const store = mongoPlaybookStore(connection);
    const parts = mongoPartStore(connection);
    for (const { earlier: _, ...book } of books) {
      expect(await store.load(workspace, book.version)).toEqual({ ...book, earlier: [] });
    }
    const pinned = await store.load(workspace, 5, [{ journey: welcome('First').id, version: 1 }]);
    expect(pinned.earlier).toEqual([{ version: 1, definition: welcome('First') }]);

    const journeys = await parts.versions(workspace, JOURNEY, ALL);
    expect(journeys.rows.map(({ version, at, playbook, from }) => [version, at, playbook, from])).toEqual([
      [3, NOW + 3 * DAY, 5, null],
      [2, NOW, 2, null],
      [1, null, 1, null],
    ]);
    const scoring = await parts.versions(workspace, SCORING, ALL);
    expect(scoring.rows).toMatchObject([
      { version: 2, at: NOW + DAY, playbook: 3, from: draft, triedAt: NOW + 2 * DAY, content: { name: 'Seven' } },
      { version: 1, at: null, playbook: 1, from: null },
    ]);
    const silence = await parts.versions(workspace, SILENCE, ALL);
    expect(silence.rows).toMatchObject([
      { version: 2, at: NOW + 2 * DAY, playbook: 4, content: { overdueDays: 60 } },
      { version: 1, at: null, playbook: 1 },
    ]);
    const playbooks = await rows('playbooks').find({ workspace }).sort({ version: 1 }).toArray();
    expect(playbooks.map(({ version, at, changes }) => ({ version, at, changes }))).toMatchObject([
      { version: 1, at: null, changes: [{}, {}, {}, {}] },
      { version: 2, at: NOW, changes: [{ ...JOURNEY, version: 2 }] },
      { version: 3, at: NOW + DAY, changes: [{ ...SCORING, version: 2 }] },
      { version: 4, at: NOW + 2 * DAY, changes: [{ ...SILENCE, version: 2 }] },
      { version: 5, at: NOW + 3 * DAY, changes: [{ ...JOURNEY, version: 3 }] },
    ]);
    expect(JSON.stringify(playbooks)).not.toContain('"steps"');
  });

  test('and drafts are as they were saved; what was stored otherwise is gone', async () => {
    await partsMigration.run(connection, silently);
    const drafts = mongoDraftStore(connection);
    for (const workspace of [OLD, NEWER]) {
      expect(await drafts.find(workspace, JOURNEY)).toMatchObject({ source: welcome('A draft'), savedAt: NOW });
      expect(await drafts.find(workspace, SCORING)).toMatchObject({ source: draft, savedAt: NOW });
    }
    expect([...(await stored()).keys()]).toEqual(['drafts', 'parts', 'playbooks']);
  });

  test('comes to the same where the process ends anywhere, and where two do it at once', async () => {
    const before = await stored();
    await partsMigration.run(connection, silently);
    const whole = await stored();
    for (const after of [1, 7]) {
      await connection.dropDatabase();
      for (const [name, all] of before) await rows(name).insertMany([...all]);
      const dies = async (done: number) => {
        if (done === after) throw new Error('killed');
      };
      await expect(partsMigration.run(connection, dies)).rejects.toThrow('killed');
      await Promise.all([partsMigration.run(connection, silently), partsMigration.run(connection, silently)]);
      await partsMigration.run(connection, silently);
      expect(await stored()).toEqual(whole);
    }
  });

  test('tells how far it is', async () => {
    const told: string[] = [];
    await partsMigration.run(connection, async (done, of) => void told.push(`${done}/${of}`));
    expect(told.length).toBe(10);
    expect(told.at(-1)).toBe('10/10');
  });

  test('is read also by a process that comes before the migration, whichever playbook it wants first', async () => {
    const store = mongoPlaybookStore(connection);
    for (const version of [5, 3, 1, 4, 2]) {
      const { earlier: _, ...book } = books[version - 1] ?? first;
      expect(await store.load(OLD, version)).toEqual({ ...book, earlier: [] });
      expect(await store.load(NEWER, version)).toEqual({ ...book, earlier: [] });
    }
    await partsMigration.run(connection, silently);
    const { rows: silence } = await mongoPartStore(connection).versions(OLD, SILENCE, ALL);
    expect(silence.map(({ at, playbook }) => [at, playbook])).toEqual([
      [NOW + 2 * DAY, 4],
      [null, 1],
    ]);
  });
});
