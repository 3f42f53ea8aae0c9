import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draftRow } from '../../db/playbook/drafts.ts';
import { mongoPlaybookStore, type PlaybookStore } from '../../db/playbook/playbooks.ts';
import type { JourneyDefinition, JourneyInput } from '../../domain/journey/definition/definition.schema.ts';
import { publishJourney, publishScoring, publishSilence, startingPlaybook, wakingAnew } from '../../domain/playbook.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { currentPlaybook } from '../../publishing/book.ts';
import { roomProblems } from '../../publishing/journey-room.ts';
import { aJourney, aSegment } from '../builders.ts';
import { playbookOf020, publicationOf, type EarlierRow } from './earlier-rows.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
beforeEach(async () => {
  edge = await openEdge();
});
afterEach(() => edge.close());

/** Whoever buys waits three days, and then sees a banner that says the version. */
function welcome(says: string, large: Partial<JourneyInput> = {}): JourneyDefinition {
  return aJourney({
    id: 'welcome',
    name: 'Welcome',
    enter: { on: 'event', event: 'purchase', again: 'never' },
    steps: [
      { id: 'pause', type: 'wait', for: '3d' },
      { id: `banner-${says}`, type: 'place', placement: 'banner', slot: 'top', title: says, body: 'Thank you' },
    ],
    ...large,
  });
}

/** Twenty mails of 20,000 characters: most of what one request may hold. */
function largeJourney(version: number): JourneyDefinition {
  const body = `${version} `.padEnd(20_000, 'x');
  const steps = Array.from({ length: 20 }, (_, place) => {
    return { id: `mail-${place}`, type: 'send', channel: 'email', subject: 'Hello', body } as const;
  });
  return aJourney({ id: 'large', name: 'Large', steps });
}

async function publish(definition: JourneyDefinition): Promise<number> {
  expect((await edge.call('put', `/v1/journeys/${definition.id}`, { body: definition })).status).toBe(200);
  const { body, status } = await edge.call('post', `/v1/journeys/${definition.id}/publish`);
  expect(status).toBe(200);
  return body.version;
}

/** Of all rows of a collection together, and of the largest one. */
async function bytesOf(collection: string): Promise<{ readonly all: number; readonly largest: number }> {
  const sizes = edge.deps.connection
    .collection(collection)
    .aggregate<{ readonly all: number; readonly largest: number }>([
      { $project: { size: { $bsonSize: '$$ROOT' } } },
      { $group: { _id: null, all: { $sum: '$size' }, largest: { $max: '$size' } } },
    ]);
  return (await sizes.next()) ?? { all: 0, largest: 0 };
}

async function current(playbooks: PlaybookStore = edge.deps.stores.playbooks) {
  const row = await edge.deps.stores.workspaces.find(edge.workspace);
  return await playbooks.load(edge.workspace, row?.playbook ?? 0);
}

describe('a journey published again and again', () => {
  test('is stored once for each version, and playbooks stay small', async () => {
    const before = await bytesOf('parts');
    const times = 12;
    for (let version = 1; version <= times; version += 1) expect(await publish(largeJourney(version))).toBe(version);
    const size = JSON.stringify(largeJourney(1)).length;
    expect(size).toBeGreaterThan(400_000);
    const [versions, playbooks] = [await bytesOf('parts'), await bytesOf('playbooks')];
    expect(versions.all - before.all).toBeGreaterThan(times * size);
    expect(versions.all - before.all).toBeLessThan(times * size * 1.05);
    expect(playbooks.largest).toBeLessThan(10_000);
  });

  test('is listed in pages that end early where versions are large', async () => {
    for (let version = 1; version <= 8; version += 1) await publish(largeJourney(version));
    const seen: number[] = [];
    const sizes: number[] = [];
    for (let next: string | null = ''; next !== null;) {
      const reply = await edge.call('get', `/v1/journeys/large/versions${next === '' ? '' : `?cursor=${next}`}`);
      seen.push(...reply.body.versions.map(({ version }: { readonly version: number }) => version));
      sizes.push(reply.text.length);
      next = reply.body.next;
    }
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(Math.max(...sizes)).toBeLessThan(3 * 1024 * 1024);
    const short = await edge.call('get', '/v1/journeys/large/versions?limit=1');
    expect(short.body.versions).toMatchObject([{ version: 8, live: true, publishedAt: isoTime(NOW) }]);
  });

  test('lets those inside finish on their version, which is loaded when they are decided on', async () => {
    await publish(welcome('first'));
    const lives = livesIn(edge, mongoPlaybookStore(edge.deps.connection));
    await lives.bought('early', [1]);
    for (let version = 2; version <= 30; version += 1) await publish(welcome(`number-${version}`));
    const late = livesIn(edge, mongoPlaybookStore(edge.deps.connection));
    const { effects } = await lives.decided('early', NOW + 2 * DAY);
    expect(effects).toMatchObject([{ kind: 'showPlacement', origin: { place: { version: 1 } } }]);
    await late.bought('late', [0]);
    const { body } = await edge.call('get', '/v1/customers/late');
    expect(body.inside).toContainEqual(expect.objectContaining({ journey: 'welcome', version: 30 }));
    expect((await late.decided('late', NOW + 3 * DAY)).effects).toMatchObject([{ origin: { place: { version: 30 } } }]);
  });
});

const WELCOME = { kind: 'journey', id: 'welcome' } as const;

describe('what 0.2.0 stored', () => {
  /** The playbook in force becomes a row of 0.2.0, and its versions lie nowhere else. */
  async function stepBack(): Promise<void> {
    const { connection } = edge.deps;
    const rows = (name: string) => connection.getClient().db(connection.name).collection<EarlierRow>(name);
    const playbook = await current();
    const welcomes = await edge.deps.stores.parts.versions(edge.workspace, WELCOME, { limit: 100 });
    const all = welcomes.rows.map((row) => ({ ...row, definition: row.content })).toReversed();
    const row = playbookOf020(edge.workspace, { ...playbook, earlier: all.slice(0, -1) });
    await rows('playbooks').replaceOne({ _id: row._id }, row);
    await rows('parts').deleteMany({});
    // Of what came with the workspace 0.2.0 noted nothing; of what was published, when.
    await rows('publications').insertMany(all.map((one) => publicationOf(edge.workspace, one, one, false)));
  }

  test('is read, finished on and published over', async () => {
    await publish(welcome('first'));
    const lives = livesIn(edge, mongoPlaybookStore(edge.deps.connection));
    await lives.bought('early', [1]);
    await publish(welcome('second'));
    await stepBack();

    const later = mongoPlaybookStore(edge.deps.connection);
    const playbook = await current(later);
    expect(playbook.journeys.size).toBe((await edge.call('get', '/v1/journeys')).body.journeys.length);
    const { body } = await edge.call('get', '/v1/journeys/welcome/versions');
    expect(body.versions).toMatchObject([
      { version: 2, live: true, publishedAt: isoTime(NOW), definition: { steps: [{}, { title: 'second' }] } },
      { version: 1, live: false, publishedAt: isoTime(NOW), definition: { steps: [{}, { title: 'first' }] } },
    ]);
    const again = livesIn(edge, later);
    await again.bought('late', [0]);
    expect((await again.decided('late', NOW + 3 * DAY)).effects).toMatchObject([{ origin: { place: { version: 2 } } }]);

    expect(await publish(welcome('third'))).toBe(3);
    const { effects } = await lives.decided('early', NOW + 2 * DAY);
    expect(effects).toMatchObject([{ origin: { place: { version: 1 } } }]);
    expect((await bytesOf('playbooks')).largest).toBeLessThan(10_000);
  });

  test('is split once, whoever reads it first', async () => {
    await publish(welcome('first'));
    await stepBack();
    const stores = [1, 2, 3].map(() => mongoPlaybookStore(edge.deps.connection));
    const [one, ...others] = await Promise.all(stores.map((store) => current(store)));
    for (const other of others) expect(other).toEqual(one);
    expect(one?.journeys.get(welcome('first').id)).toEqual({ version: 1, definition: welcome('first') });
  });
});

describe('who publishes at the same time as somebody else', () => {
  test('is held to the rules that are in force when it goes live', async () => {
    const { stores } = edge.deps;
    const body = {
      name: 'For loyal customers',
      enter: { on: 'move', to: ['loyal'] },
      steps: [{ id: 'bye', type: 'stop', reason: 'x' }],
    };
    await edge.call('put', '/v1/journeys/for-loyal', { body });
    // Between the check and the swap somebody publishes a model that has no such segment.
    const swap = stores.playbooks.publish.bind(stores.playbooks);
    let others = 0;
    stores.playbooks.publish = async (workspace, playbook, birth) => {
      if (others++ === 0) {
        const before = await currentPlaybook(stores, workspace);
        const all = { id: aSegment('everybody'), name: 'Everybody', color: '#123456' };
        const membership = { by: 'first-match', rules: [], otherwise: all.id } as const;
        const scoring = { ...before.scoring, segments: { segments: [all], membership } };
        await swap(workspace, publishScoring(before, scoring, NOW));
      }
      return await swap(workspace, playbook, birth);
    };
    const { body: reply, status } = await edge.call('post', '/v1/journeys/for-loyal/publish');
    expect(status).toBe(422);
    expect(reply).toMatchObject({ code: 'not-publishable', problems: [{ code: 'unknown-segment' }] });
    expect((await edge.call('get', '/v1/journeys/for-loyal')).body.live).toBeNull();
  });

  test('of a journey and a model without its segment: the journey is refused, or whoever publishes the model is told', async () => {
    const told = { refused: 0, warned: 0 };
    for (let round = 1; round <= 6; round += 1) {
      const { id } = aJourney({ id: `round-${round}` });
      await edge.call('put', '/v1/scoring', { body: { preset: 'seven', name: `With it ${round}` } });
      await edge.call('post', '/v1/scoring/publish');
      const body = {
        name: 'R',
        enter: { on: 'move', to: ['loyal'] },
        steps: [{ id: 'bye', type: 'stop', reason: 'x' }],
      };
      await edge.call('put', `/v1/journeys/${id}`, { body });
      await edge.call('put', '/v1/scoring', { body: { ...EVERYBODY, name: `Without it ${round}` } });
      const [journey, model] = await Promise.all([
        edge.call('post', `/v1/journeys/${id}/publish`),
        edge.call('post', '/v1/scoring/publish'),
      ]);
      expect(model.status).toBe(200);
      const isTold = model.body.warnings.some(({ path }: { readonly path: string }) =>
        path.startsWith(`journeys.${id}.`),
      );
      // Live without anybody having been told would mean that it was checked against other rules.
      expect(journey.status).toBe(isTold ? 200 : 422);
      told[isTold ? 'warned' : 'refused'] += 1;
    }
    expect(told.refused + told.warned).toBe(6);
  });
});

const EVERYBODY = {
  windowDays: 365,
  days: 'elapsed',
  recencyOf: 'actions',
  frequencyOf: 'orders',
  counts: { actions: ['purchase'], engagement: 'any' },
  recency: { fixed: [60, 180] },
  frequency: { fixed: [2, 3] },
  monetary: null,
  segments: {
    segments: [{ id: 'everybody', name: 'Everybody', color: '#123456' }],
    membership: { by: 'first-match', rules: [{ segment: 'everybody', r: [3, 3] }], otherwise: 'everybody' },
  },
};

describe('a model under which a mail of a live journey could not be sent', () => {
  const greeting = (says: string) => {
    const body = `{% assign s = segment %}{% if s == "everybody" %}${says}{% endif %}`;
    const mail = { id: 'mail', type: 'send', channel: 'email', subject: 'Hello', body } as const;
    return welcome('first', { steps: [mail] });
  };

  test('is refused with the place to mend, and published once that is mended', async () => {
    await publish(greeting('{{ s.name }}'));
    await edge.call('put', '/v1/scoring', { body: { ...EVERYBODY, name: 'Everybody' } });
    const refused = await edge.call('post', '/v1/scoring/publish');
    expect(refused.body).toMatchObject({
      status: 422,
      code: 'not-publishable',
      problems: [{ code: 'template', path: 'journeys.welcome.steps[0].body' }],
    });
    expect(refused.body.problems).toHaveLength(1);
    expect((await current()).scoring.version).toBe(1);
    expect((await edge.call('post', '/v1/scoring/preview')).body.problems).toEqual(refused.body.problems);

    await publish(greeting('Hello everybody'));
    expect((await edge.call('post', '/v1/scoring/publish')).body).toMatchObject({ version: 2, changed: true });
  });

  test('is no reason where the mail is broken already', async () => {
    const { stores } = edge.deps;
    const broken = greeting('{{ s.name }}');
    const steps = broken.steps.map((step) => (step.type === 'send' ? { ...step, body: '{{ segment.name }}' } : step));
    expect(await stores.playbooks.publish(edge.workspace, publishJourney(await current(), { ...broken, steps }))).toBe(
      true,
    );
    await edge.call('put', '/v1/scoring', { body: { ...EVERYBODY, name: 'Everybody' } });
    expect((await edge.call('post', '/v1/scoring/publish')).body).toMatchObject({ version: 2, changed: true });
  });
});

describe('the versions of silence', () => {
  test('are found whatever the number of playbooks between them', async () => {
    const { stores } = edge.deps;
    for (const days of [61, 62, 63]) {
      const playbook = await current();
      const next = publishSilence(playbook, { ...playbook.silence, overdueDays: days }, NOW + days);
      expect(await stores.playbooks.publish(edge.workspace, next)).toBe(true);
      for (const says of ['a', 'b']) await publish(welcome(`days-${days}-${says}`));
    }
    const silence = { kind: 'silence', id: 'silence' } as const;
    expect(await stores.parts.versions(edge.workspace, silence, { limit: 2 })).toMatchObject({
      rows: [
        { content: { version: 4, overdueDays: 63 }, playbook: 8, at: NOW + 63 },
        { content: { version: 3, overdueDays: 62 }, playbook: 5, at: NOW + 62 },
      ],
      more: true,
    });
    const all = await stores.parts.versions(edge.workspace, silence, { limit: 100 });
    expect(all.rows.map(({ playbook }) => playbook)).toEqual([8, 5, 2, 1]);
    expect(all.more).toBe(false);
  });
});

describe('the room for journeys', () => {
  test('is said before it is full: so many, and so much of them', () => {
    const many = Array.from({ length: 500 }, (_, place) => aJourney({ id: `journey-${place}` }));
    const full = many.reduce(publishJourney, startingPlaybook(null));
    expect(roomProblems(aJourney({ id: 'one-more' }), full)).toMatchObject([{ code: 'too-many-journeys' }]);
    expect(roomProblems(aJourney({ id: 'journey-7', name: 'Changed' }), full)).toEqual([]);

    const large = Array.from({ length: 41 }, (_, place) => ({
      ...largeJourney(1),
      id: aJourney({ id: `l-${place}` }).id,
    }));
    const book = large.reduce(publishJourney, startingPlaybook(null));
    expect(roomProblems(largeJourney(2), book)).toMatchObject([
      { code: 'journeys-too-large', message: expect.stringContaining('at most 16 MB') },
    ]);
    expect(roomProblems(aJourney({ id: 'l-3' }), book)).toEqual([]);
  });

  test('is as large for drafts, which are kept by number', async () => {
    const { drafts } = edge.deps.stores;
    const rowOf = (says: string) => draftRow(edge.workspace, WELCOME, welcome(says), NOW);
    const had = (await edge.call('get', '/v1/journeys')).body.journeys.length;
    expect(await drafts.save(rowOf('a'), had)).toBe(false);
    expect(await drafts.save(rowOf('a'), had + 1)).toBe(true);
    expect(await drafts.save(rowOf('b'), had)).toBe(true);
  });
});

test('what changed when customers have to wake is kept with the playbook, and by those after it', async () => {
  const fresh = mongoPlaybookStore(edge.deps.connection);
  const first = await currentPlaybook(edge.deps.stores, edge.workspace);
  const anew = wakingAnew({ ...first, version: first.version + 1 }, NOW + DAY);
  expect(await fresh.publish(edge.workspace, anew)).toBe(true);
  const read = await mongoPlaybookStore(edge.deps.connection).load(edge.workspace, anew.version);
  expect(read).toMatchObject({ wakes: anew.version, rulesAt: NOW + DAY });
  const next = publishJourney(read, welcome('hello'));
  expect(await fresh.publish(edge.workspace, next)).toBe(true);
  expect(await mongoPlaybookStore(edge.deps.connection).load(edge.workspace, next.version)).toMatchObject({
    wakes: anew.version,
    rulesAt: NOW + DAY,
  });
});
