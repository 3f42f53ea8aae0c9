import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adoptedRow } from '../../activities/roll-out/try.ts';
import { mongoCustomerPages } from '../../db/customers/customer-pages.ts';
import { mongoLaunchScheduleStore } from '../../db/jobs/launch-schedules.ts';
import { foldEntries, journeyDifferences, NOTHING_TOLD } from '../../domain/decision/journal-fold.ts';
import { customerId, eventId, sourceId } from '../../domain/ids.schema.ts';
import { customerKey, eventKey } from '../../domain/keys.ts';
import { pinsOf } from '../../domain/playbook.ts';
import { DAY, HOUR, isoTime, type Instant } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { jobsHere } from './jobs-here.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
beforeAll(async () => {
  edge = await openEdge();
  lives = livesIn(edge);
});
afterAll(() => edge.close());

const wait = (id: string, days: number, more = {}) => ({ id, type: 'wait', for: `${days}d`, ...more });
const banner = { id: 'banner', type: 'place', placement: 'banner', slot: 'home', title: 'T', body: 'B' };
const draft = (event: string, steps: unknown[] = [wait('first', 3), banner]) => ({
  name: 'Journey',
  enter: { on: 'event', event },
  steps,
});
const call = (id: string, what: string, body?: unknown) =>
  edge.call('post', `/v1/journeys/${id}/${what}`, body === undefined ? {} : { body });
const get = async (id: string, what = '') => (await edge.call('get', `/v1/journeys/${id}${what}`)).body;

async function publish(id: string, steps?: unknown[], how: object = {}) {
  await edge.call('put', `/v1/journeys/${id}`, { body: draft(`${id}.begun`, steps) });
  return await call(id, 'publish', how);
}

let events = 0;
async function enters(customer: string, id: string, at: Instant = NOW): Promise<void> {
  events += 1;
  const key = eventKey(edge.workspace, sourceId.parse('api'), eventId.parse(`e-${events}`));
  const of = { key, customer: customerId.parse(customer), at, seenAt: at, receivedAt: at };
  await lives.decided(customer, at, [{ ...of, kind: 'activity', type: `${id}.begun` }]);
}

describe('names and notes', () => {
  test('a copy is a draft of its own; an id that is taken is refused', async () => {
    await publish('original');
    const copied = await call('original', 'duplicate', { id: 'copy', name: 'The copy' });
    expect(copied).toMatchObject({ status: 201, body: { id: 'copy', live: null, status: null, problems: [] } });
    expect(copied.body.draft).toMatchObject({
      id: 'copy',
      name: 'The copy',
      steps: [{ id: 'first' }, { id: 'banner' }],
    });
    expect((await call('original', 'duplicate', { id: 'copy' })).status).toBe(409);
    expect((await call('nothing', 'duplicate', { id: 'other' })).status).toBe(404);
  });

  test('another name shows at once, and is no reason to publish', async () => {
    await publish('named');
    const { body } = await call('named', 'rename', { name: 'A better name' });
    expect(body).toMatchObject({ changed: false, draft: { name: 'A better name' }, live: { version: 1 } });
    const { body: list } = await edge.call('get', '/v1/journeys');
    expect(list.journeys).toContainEqual(
      expect.objectContaining({ id: 'named', name: 'A better name', changed: false }),
    );
  });

  test('versions say who published them, and what is to be remembered', async () => {
    await publish('noted', undefined, { note: 'The first one' });
    await publish('noted', [banner]);
    const path = '/v1/journeys/noted/versions/2/note';
    expect((await edge.call('put', path, { body: { note: 'Without the wait' } })).status).toBe(204);
    const { versions } = await get('noted', '/versions');
    expect(versions).toMatchObject([
      { version: 2, note: 'Without the wait', publishedBy: { kind: 'key', id: expect.any(String), name: null } },
      { version: 1, note: 'The first one' },
    ]);
    expect((await edge.call('put', path.replace('2', '9'), { body: { note: 'x' } })).status).toBe(404);
  });
});

describe('a status', () => {
  test('is told with when and by whom, and asking twice changes nothing', async () => {
    await publish('held');
    const first = await call('held', 'pause');
    expect(first.body).toMatchObject({ changed: true, status: { is: 'paused', since: isoTime(NOW) } });
    expect((await call('held', 'pause')).body).toEqual({ ...first.body, changed: false, rollout: null });
    expect(await get('held')).toMatchObject({ status: first.body.status });
    expect((await call('held', 'resume', { spread: '1h' })).body).toMatchObject({ status: { is: 'live' } });
    const archived = await call('held', 'archive', { inside: 'leave' });
    expect(archived.body.status).toMatchObject({ is: 'archived', inside: 'leave' });
    expect((await call('held', 'pause')).status).toBe(409);
    expect((await call('never', 'pause')).status).toBe(404);
  });

  test('holds those inside and lets them go on', async () => {
    await publish('spells');
    await enters('c-held', 'spells');
    await call('spells', 'pause');
    await lives.decided('c-held', NOW + 4 * DAY);
    const { body } = await edge.call('get', '/v1/customers/c-held');
    expect(body.inside).toMatchObject([{ step: 'first', waits: { for: 'the journey to go on: it is paused' } }]);
    expect(body.when.next?.because ?? '').not.toContain('first');
    edge.clock.now = NOW + 5 * DAY;
    await call('spells', 'resume', { spread: '1h' });
    const { wake } = await lives.decided('c-held', NOW + 5 * DAY);
    expect(wake?.at).toBeLessThan(NOW + 5 * DAY + HOUR);
    await lives.decided('c-held', NOW + 5 * DAY + HOUR);
    const { entries } = (await edge.call('get', '/v1/customers/c-held/timeline')).body;
    edge.clock.now = NOW;
    const what = entries.flatMap((entry: { journeys?: { what: string }[] }) => entry.journeys ?? []);
    expect(what.map((one: { what: string }) => one.what)).toEqual(expect.arrayContaining(['paused', 'resumed']));
  });
});

describe('publishing with people inside', () => {
  test('a preview says how many stand where and what happens to them; a mapping that does not fit is refused with the path', async () => {
    await publish('moves', [wait('gone', 3), wait('kept', 3), banner]);
    await enters('c-1', 'moves');
    await enters('c-2', 'moves', NOW - 4 * DAY);
    await lives.decided('c-2', NOW);
    const steps = [wait('kept', 9), wait('new', 1), banner];
    await edge.call('put', '/v1/journeys/moves', { body: draft('moves.begun', steps) });
    const preview = async (how: object) => (await call('moves', 'publish/preview', how)).body;
    expect(await preview({})).toMatchObject({ version: 2, problems: [], totals: { pinned: 2 } });
    expect(await preview({ inside: 'drain' })).toMatchObject({ totals: { drained: 2 } });
    expect(await preview({ inside: 'migrate', mapping: { gone: 'new' } })).toMatchObject({
      problems: [],
      steps: [
        { version: 1, step: 'gone', customers: 1, becomes: 'move', to: 'new' },
        { version: 1, step: 'kept', customers: 1, becomes: 'stay', to: 'kept' },
      ],
      totals: { stay: 1, move: 1, leave: 0 },
    });
    expect(await preview({ inside: 'migrate' })).toMatchObject({
      problems: [{ code: 'unmapped-step', path: 'mapping.gone' }],
      totals: { leave: 1 },
    });
    const wrong = { inside: 'migrate', mapping: { gone: 'nowhere', kept: 'new' } };
    const refused = await call('moves', 'publish', wrong);
    expect(refused.body).toMatchObject({
      code: 'not-publishable',
      problems: [
        { code: 'unknown-step', path: 'mapping.gone' },
        { code: 'step-stays', path: 'mapping.kept' },
      ],
    });
    expect((await call('moves', 'publish', { mapping: { gone: 'new' } })).body).toMatchObject({
      status: 422,
      problems: [{ path: 'mapping' }],
    });
  });

  test('migrate passes them to the new version, once', async () => {
    const how = { inside: 'migrate', mapping: { gone: 'new' } };
    const first = await call('moves', 'publish', how);
    expect(first.body).toMatchObject({ version: 2, changed: true });
    expect((await call('moves', 'publish', how)).body).toMatchObject({ version: 2, changed: false, rollout: null });
    await lives.decided('c-1', NOW);
    await lives.decided('c-2', NOW);
    const { insideSteps } = await get('moves');
    expect(insideSteps).toEqual([
      { version: 2, step: 'kept', customers: 1 },
      { version: 2, step: 'new', customers: 1 },
    ]);
  });

  test('whoever was pinned before can be taken along later, also by way of two versions', async () => {
    await publish('later', [wait('one', 3), banner]);
    await enters('c-3', 'later');
    await publish('later', [wait('two', 3), banner], { inside: 'migrate', mapping: { one: 'two' } });
    await publish('later', [wait('three', 3), banner], { inside: 'migrate', mapping: { two: 'three' } });
    await publish('later', [wait('four', 3), banner]);
    await lives.decided('c-3', NOW);
    expect((await get('later')).insideSteps).toEqual([{ version: 3, step: 'three', customers: 1 }]);
    await call('later', 'publish', { inside: 'migrate', mapping: { three: 'four' } });
    await lives.decided('c-3', NOW);
    expect((await get('later')).insideSteps).toEqual([{ version: 4, step: 'four', customers: 1 }]);
  });

  test('whoever only passes on does so asleep, and their own next decision comes to the same', async () => {
    const now = NOW + 6 * DAY;
    edge.clock.now = now;
    await publish('asleep');
    await enters('c-6', 'asleep', now);
    await publish('asleep', [wait('first', 9), banner], { inside: 'migrate' });
    const { connection, stores } = edge.deps;
    const pages = mongoCustomerPages(connection);
    const key = customerKey(edge.workspace, customerId.parse('c-6'));
    const [was] = await pages.rows([key]);
    const workspace = await stores.workspaces.find(edge.workspace);
    if (was === undefined || workspace === null) throw new Error('nobody is there');
    const playbook = await stores.playbooks.load(edge.workspace, workspace.playbook, pinsOf(was.state));
    const adopting = adoptedRow(was, { workspace, playbook, now });
    expect(adopting?.entry?.facts.map(({ what }) => what)).toEqual(['relocated', 'waiting']);
    await pages.adopt(adopting ? [adopting] : [], now);
    const told = async () => {
      const [row] = await pages.rows([key]);
      const entries = row ? await stores.past.journalUntil(row, now + HOUR) : [];
      expect(journeyDifferences(row?.state.journeys ?? {}, foldEntries(NOTHING_TOLD, entries))).toEqual([]);
      return entries.map(({ seq, at, facts }) => ({ seq, at, facts }));
    };
    const asleep = await told();
    expect((await get('asleep')).insideSteps).toEqual([{ version: 2, step: 'first', customers: 1 }]);
    await lives.decided('c-6', now + HOUR);
    expect(await told()).toEqual(asleep);
    edge.clock.now = NOW;
  });

  test('drain lets nobody in before the last one has left', async () => {
    await publish('drained');
    await enters('c-4', 'drained');
    await publish('drained', [wait('second', 1), banner], { inside: 'drain' });
    expect(await get('drained')).toMatchObject({ live: { version: 2 }, drains: { version: 2, until: null } });
    await enters('c-5', 'drained');
    expect((await get('drained')).insideSteps).toEqual([{ version: 1, step: 'first', customers: 1 }]);
    const here = jobsHere(edge.deps.connection, () => NOW);
    await here.keepUp();
    expect((await get('drained')).drains).not.toBeNull();
    await lives.decided('c-4', NOW + 3 * DAY);
    await here.keepUp();
    expect((await get('drained')).drains).toBeNull();
    await enters('c-5', 'drained', NOW + HOUR);
    expect((await get('drained')).insideSteps).toEqual([{ version: 2, step: 'second', customers: 1 }]);
  });

  test('where nobody is inside there is nothing to wait for', async () => {
    await publish('empty');
    await publish('empty', [banner], { inside: 'drain' });
    expect((await get('empty')).drains).toBeNull();
    const late = { inside: 'drain', until: isoTime(NOW - 1) };
    expect((await call('empty', 'publish', late)).body).toMatchObject({ problems: [{ path: 'until' }] });
  });
});

test('a journey that is paused or archived is not launched by its schedule, and is again when it goes on', async () => {
  const enter = { on: 'schedule', cron: '0 9 * * mon', segment: 'champions' };
  await edge.call('put', '/v1/journeys/weekly', { body: { ...draft('view'), enter } });
  const wanted = async () => (await mongoLaunchScheduleStore(edge.deps.connection).of(edge.workspace))[0]?.cron;
  await call('weekly', 'publish');
  expect(await wanted()).toBe('0 9 * * mon');
  await call('weekly', 'pause');
  expect(await wanted()).toBeNull();
  await call('weekly', 'resume');
  expect(await wanted()).toBe('0 9 * * mon');
  await call('weekly', 'archive', { inside: 'finish' });
  expect(await wanted()).toBeNull();
});
