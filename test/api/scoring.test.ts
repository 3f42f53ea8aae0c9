import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scoringDuties } from '../../api/scoring-duties.ts';
import { currentPlaybook } from '../../api/journeys.ts';
import { customerCollection } from '../../db/customers.ts';
import { eventCollection } from '../../db/events.ts';
import { parseDraft, type ScoringDraft } from '../../domain/rfm/draft.schema.ts';
import { startingPlaybook } from '../../domain/playbook.ts';
import { DAY } from '../../domain/time.ts';
import { forEachAtOnce } from '../../ingest/at-once.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';
import { aBase, populate, type Past } from './scoring-base.ts';

let edge: Edge;
/** The version of scoring that each rollout was for. */
let rollouts: number[] = [];
beforeAll(async () => {
  edge = await openEdge();
  const rollOut = async () => {
    const { scoring } = await currentPlaybook(edge.deps.stores, edge.workspace);
    rollouts.push(scoring.version);
    return { _id: `rollout-${rollouts.length}` };
  };
  Object.assign(edge.deps, { rollOut });
});
afterAll(() => edge.close());

/** Every test finds the workspace as it was made, without customers. */
beforeEach(async () => {
  const { connection, stores } = edge.deps;
  const emptied = ['customers', 'events', 'counters', 'counted', 'recounts', 'scoring-drafts', 'scoring-versions'];
  await Promise.all(emptied.map((name) => connection.models[name]?.collection.deleteMany({})));
  const playbook = await currentPlaybook(stores, edge.workspace);
  const { scoring, rulesAt } = startingPlaybook(null);
  await stores.playbooks.publish(edge.workspace, { ...playbook, version: playbook.version + 1, scoring, rulesAt });
  edge.clock.now = NOW;
  rollouts = [];
});

const QUANTILES = {
  name: 'By our own base',
  windowDays: 365,
  days: 'elapsed',
  recencyOf: 'actions',
  frequencyOf: 'orders',
  counts: { actions: ['purchase'], engagement: 'any' },
  recency: { quantiles: 3 },
  frequency: { quantiles: 3 },
  monetary: { quantiles: 3 },
  segments: {
    segments: [
      { id: 'best', name: 'Best', color: '#1a7f4b' },
      { id: 'rest', name: 'Everybody else', color: '#7d7d7d' },
    ],
    membership: { by: 'first-match', rules: [{ segment: 'best', r: [3, 3], m: [2, 3] }], otherwise: 'rest' },
  },
};

const put = (body: unknown) => edge.call('put', '/v1/scoring', { body });
const get = () => edge.call('get', '/v1/scoring');
const post = (what: string, body?: unknown) => edge.call('post', `/v1/scoring/${what}`, { body });

async function fill(pasts: ReadonlyMap<string, Past> = aBase()): Promise<void> {
  const playbook = await currentPlaybook(edge.deps.stores, edge.workspace);
  await populate(edge.deps.connection, { workspace: edge.workspace, playbook, now: NOW }, pasts);
}

/** As housekeeping and customers' own decisions would have it, at this instant. */
async function everybodyDecides(): Promise<void> {
  const { decided } = livesIn(edge);
  const rows = await customerCollection(edge.deps.connection).find().toArray();
  await forEachAtOnce(16, rows, async ({ customer }) => await decided(customer, edge.clock.now));
}

async function segments(): Promise<ReadonlyMap<string, string | null>> {
  const rows = await customerCollection(edge.deps.connection).find().toArray();
  return new Map(rows.map(({ customer, segment }) => [customer, segment]));
}

interface Cell {
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
}

async function duties(): Promise<void> {
  for (const duty of scoringDuties(edge.deps)) await duty();
}

describe('the model in force', () => {
  test('is, at first, the one the workspace came with', async () => {
    const { body } = await get();
    expect(body).toMatchObject({
      model: {
        version: 1,
        name: 'Seven segments',
        since: null,
        origin: { by: 'fixed', asOf: null, customers: null },
        cutOffs: {
          recency: { cuts: [40, 90, 180, 365], edge: 'at-most', unit: 'days' },
          frequency: { cuts: [2, 3, 4, 6], edge: 'reached', unit: 'orders' },
          monetary: null,
        },
      },
      draft: null,
      adoption: [],
    });
    expect(body.model.segments).toHaveLength(7);
  });

  test('can be sent back as a draft, and is then not published again', async () => {
    const { body } = await get();
    const saved = await put(body.model.definition);
    expect(saved.body.draft).toMatchObject({ changed: false, problems: [], warnings: [] });
    const published = await post('publish');
    expect(published.body).toMatchObject({ version: 1, changed: false });
  });

  test('is told apart from those that customers still live under', async () => {
    await fill(
      new Map([
        ['a', { daysAgo: [1] }],
        ['b', { daysAgo: [2] }],
      ]),
    );
    await put({ preset: 'flowcot-six' });
    await post('publish');
    expect((await get()).body.adoption).toEqual([{ version: 1, customers: 2 }]);
    await livesIn(edge).decided('a', NOW);
    expect((await get()).body.adoption).toEqual([
      { version: 2, customers: 1 },
      { version: 1, customers: 1 },
    ]);
  });
});

describe('a draft', () => {
  test('by a preset is stored whole, in the money of the workspace', async () => {
    const { body } = await put({ preset: 'r-rfm-0.3.0', name: 'As analysts know it' });
    expect(body.draft).toMatchObject({ changed: true, problems: [], savedAt: '2026-06-15T12:00:00.000Z' });
    expect(body.draft.definition).toMatchObject({
      name: 'As analysts know it',
      monetary: { quantiles: 5, plus: 100 },
    });
    expect(body.model.version).toBe(1);
  });

  test('whose cells are missing or outside is kept, told of, and cannot be published', async () => {
    const { segments: table, ...rest } = QUANTILES;
    const cells = { '11': 'rest', '12': 'rest', '13': 'best', '21': 'best', '22': 'gone', '99': 'best' };
    const draft = { ...rest, segments: { ...table, membership: { by: 'cells', measures: 'rf', cells } } };
    const saved = await put(draft);
    expect(saved.status).toBe(200);
    const codes = saved.body.draft.problems.map(({ code }: { readonly code: string }) => code);
    expect(codes.toSorted()).toEqual(['cells-outside', 'missing-cells', 'unknown-segment']);
    for (const call of ['publish', 'preview']) {
      expect((await post(call)).body).toMatchObject({
        status: 422,
        code: 'not-publishable',
        detail: expect.stringContaining('The model in force stays in force.'),
        problems: saved.body.draft.problems,
      });
    }
    expect((await post('validate')).body.problems).toEqual(saved.body.draft.problems);
    expect((await get()).body.model.version).toBe(1);
  });

  test.each([
    ['cut-offs that do not ascend', { recency: { fixed: [90, 40, 180] } }, 'recency.fixed[1]'],
    ['amounts that are no whole minor units', { monetary: { fixed: [10.5, 20] } }, 'monetary.fixed[0]'],
    ['too few bins', { frequency: { quantiles: 2 } }, 'frequency.quantiles'],
    ['a name that is missing', { name: undefined }, 'name'],
    ['a field that nobody knows', { colour: 'red' }, 'colour'],
    ['a refund that counts as an action', { counts: { actions: ['refund'], engagement: 'any' } }, 'counts.actions[0]'],
  ])('with %s is refused and says where', async (_what, change, path) => {
    const response = await put({ ...QUANTILES, ...change });
    expect(response.body).toMatchObject({ status: 422, code: 'invalid' });
    expect(response.body.problems.map((problem: { path: string }) => problem.path)).toContain(path);
    expect((await post('validate', { ...QUANTILES, ...change })).body.problems).toEqual(response.body.problems);
    expect((await get()).body.draft).toBeNull();
  });

  test('with several faults is told of all of them at once', async () => {
    const response = await put({ ...QUANTILES, recency: { fixed: [9, 8] }, days: 'lunar', recompute: 'often' });
    const paths = response.body.problems.map((problem: { path: string }) => problem.path);
    expect(paths).toEqual(expect.arrayContaining(['days', 'recency.fixed[1]', 'recompute']));
  });

  test.each([undefined, [], 'text', 7, null, { preset: 'unheard-of' }])('%j is none', async (body) => {
    expect((await put(body)).status).toBe(422);
    expect((await get()).body.draft).toBeNull();
  });

  test('is needed by calls that have no body', async () => {
    for (const call of ['validate', 'preview', 'publish']) expect((await post(call)).status).toBe(404);
  });

  test('without segments that journeys and caps name comes with warnings', async () => {
    const { body } = await put({ preset: 'klaviyo-27' });
    const paths = body.draft.warnings.map(({ path }: { readonly path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(['policies.caps.hibernating', 'policies.caps.lost']));
    expect(paths.some((path: string) => path.startsWith('journeys.'))).toBe(true);
    expect(paths).not.toContain('policies.caps.champions');
    const { body: seven } = await put({ preset: 'seven' });
    expect(seven.draft.warnings).toEqual([]);
  });
});

describe('quantiles', () => {
  test('of a base that is too thin are refused: which minimum, and how far the base is', async () => {
    await fill(
      new Map([
        ['a', { daysAgo: [1] }],
        ['b', { daysAgo: [20, 50] }],
      ]),
    );
    await put(QUANTILES);
    const refused = await post('publish');
    expect(refused.body).toMatchObject({ status: 422, code: 'not-publishable' });
    const told = refused.body.problems.map(({ message }: { readonly message: string }) => message).join('\n');
    expect(told).toContain('at least 500 customers, and this base has 2');
    expect(told).toContain('at least 180 days of history, and this base goes back 50 days');
    expect(told).toContain('somebody with 3 orders or more, and the most anybody has is 2');
    expect((await post('preview')).body.problems).toEqual(refused.body.problems);
    expect((await get()).body).toMatchObject({ model: { version: 1 }, draft: { changed: true } });
    expect((await edge.call('get', '/v1/scoring/versions')).body.versions).toHaveLength(1);
  });

  test('become cut-offs that stay, while the base goes on', async () => {
    await fill();
    await put(QUANTILES);
    const { body } = await post('publish');
    expect(body).toMatchObject({ version: 2, changed: true });
    expect(body.cutOffs.monetary).toMatchObject({ unit: 'minor units of GBP', edge: 'above' });
    const { body: inForce } = await get();
    expect(inForce.model.origin).toEqual({ by: 'quantiles', asOf: '2026-06-15T12:00:00.000Z', customers: 600 });
    await fill(new Map([['new', { daysAgo: [0], amount: 900_000 }]]));
    edge.clock.now += DAY;
    expect((await get()).body.model.cutOffs).toEqual(body.cutOffs);
  });

  test('are the same from the counters as by going through everybody', async () => {
    await fill();
    const byCounters = await post('preview', QUANTILES);
    // Another way of counting than that of the model in force: nobody keeps counters for it.
    const others = { ...QUANTILES, windowDays: null };
    const byEverybody = await post('preview', others);
    await put(others);
    await post('publish');
    await duties();
    const nowByCounters = await post('preview', others);
    expect(nowByCounters.body.cutOffs).toEqual(byEverybody.body.cutOffs);
    expect((await post('preview', QUANTILES)).body.cutOffs).toEqual(byCounters.body.cutOffs);
  });
});

describe('a preview', () => {
  test.each([
    ['quantiles of its own base', QUANTILES],
    ['another window', { ...QUANTILES, windowDays: 90 }],
    ['a preset', { preset: 'flowcot-six' }],
    ['a preset with quantiles', { preset: 'r-rfm-0.3.0' }],
    ['visits that count as actions', { ...QUANTILES, counts: { actions: ['purchase', 'visit'], engagement: 'any' } }],
  ])('of %s tells what happens when it is published', async (_what, draft) => {
    const pasts = [...aBase()].map(([id, past], n): [string, Past] => [
      id,
      n % 4 === 0 ? { ...past, visits: [n % 50, (n % 50) + 9] } : past,
    ]);
    await fill(new Map([...pasts, ['only-looking', { daysAgo: [], visits: [3] }]]));
    const before = await segments();
    const { body: preview } = await post('preview', draft);
    expect((await get()).body).toMatchObject({ model: { version: 1 }, draft: null });

    await put(draft);
    const { body: published } = await post('publish');
    expect(published).toMatchObject({ changed: true, cutOffs: preview.cutOffs, warnings: preview.warnings });
    await everybodyDecides();
    const after = await segments();

    const moved = new Map<string, number>();
    for (const [customer, from] of before) {
      const cell = `${from}>${after.get(customer)}`;
      moved.set(cell, 1 + (moved.get(cell) ?? 0));
    }
    const told = new Map(preview.moves.map(({ from, to, customers }: Cell) => [`${from}>${to}`, customers]));
    expect(told).toEqual(moved);
    expect(preview.customers).toBe(before.size);
    expect(preview.moving).toBe([...before].filter(([id, from]) => after.get(id) !== from).length);
    expect(preview.unchanged).toBe(preview.customers - preview.moving);
    for (const segment of preview.segments) {
      const there = [...after.values()].filter((one) => one === segment.id);
      expect(segment.after).toBe(there.length);
    }
  });
});

describe('publishing', () => {
  test('what is in force already changes nothing: a lost reply may be followed by the same call', async () => {
    await fill();
    await put(QUANTILES);
    const [first, again] = [await post('publish'), await post('publish')];
    expect(again.body).toEqual({ ...first.body, changed: false, rollout: null });
    expect((await get()).body.draft.changed).toBe(false);
  });

  test('by several at the same time gives each number once', async () => {
    const replies = await Promise.all(
      ['seven', 'flowcot-six', 'seven', 'flowcot-six'].map(async (preset, n) => {
        await put({ preset, name: `Model ${n}` });
        return await post('publish');
      }),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = await edge.call('get', '/v1/scoring/versions');
    const numbers = body.versions.map(({ version }: { readonly version: number }) => version);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(body.versions[0]).toMatchObject({ inForce: true, name: (await get()).body.model.name });
  });

  test('sets going that customers adopt it, and names the job', async () => {
    await put({ preset: 'flowcot-six' });
    const [first, again] = [await post('publish'), await post('publish')];
    expect(rollouts).toEqual([2]);
    expect([first.body.rollout, again.body.rollout]).toEqual(['rollout-1', null]);
  });

  test('by somebody who died half-way is finished by whoever looks next', async () => {
    const { stores } = edge.deps;
    await put({ preset: 'flowcot-six' });
    await post('publish');
    await edge.deps.connection.models['scoring-versions']?.collection.updateMany({}, { $unset: { published: 1 } });
    const { scoring } = await currentPlaybook(stores, edge.workspace);
    // Somebody else wanted the number too, and lost it.
    const other = { workspace: edge.workspace, version: 2, playbook: 9, at: NOW, model: { ...scoring, name: 'Other' } };
    const draft = draftOf({ preset: 'seven' });
    await stores.scoring.announce({ ...other, draft });
    const { body } = await edge.call('get', '/v1/scoring/versions');
    expect(body.versions).toMatchObject([{ version: 2, name: 'Flowcot six', inForce: true }, { version: 1 }]);
    expect((await get()).body.model).toMatchObject({ since: '2026-06-15T12:00:00.000Z' });
  });
});

function draftOf(input: unknown): ScoringDraft {
  const parsed = parseDraft(input);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.draft;
}

describe('computing anew', () => {
  test('is refused where every cut-off is fixed', async () => {
    expect((await post('recompute')).body).toMatchObject({ status: 409, code: 'conflict' });
  });

  test('publishes a version if a cut-off has changed, from what was published and not from the draft', async () => {
    await fill();
    await put(QUANTILES);
    await post('publish');
    await put({ preset: 'seven' });
    expect((await post('recompute')).body).toMatchObject({ version: 2, changed: false });
    edge.clock.now += 30 * DAY;
    const { body } = await post('recompute');
    expect(body).toMatchObject({ version: 3, changed: true });
    const { body: versions } = await edge.call('get', '/v1/scoring/versions');
    expect(versions.versions.map(({ version }: { readonly version: number }) => version)).toEqual([3, 2, 1]);
    expect(versions.versions[0].definition).toEqual(versions.versions[1].definition);
    expect(versions.versions[0].cutOffs.recency).not.toEqual(versions.versions[1].cutOffs.recency);
  });

  test('is refused where the base has become too thin, and the model in force stays', async () => {
    await fill();
    await put(QUANTILES);
    await post('publish');
    await customerCollection(edge.deps.connection).deleteMany({ customer: { $regex: '^c-[1-4]' } });
    const census = { workspace: edge.workspace, now: NOW };
    const { scoring } = await currentPlaybook(edge.deps.stores, edge.workspace);
    await edge.deps.stores.population.rebuild({ ...census, counting: scoring });
    expect((await post('recompute')).body).toMatchObject({ status: 422, code: 'not-publishable' });
    expect((await get()).body.model.version).toBe(2);
  });

  test('happens by itself when the model says how often, and not sooner', async () => {
    await fill();
    await put({ ...QUANTILES, recompute: '30d' });
    await post('publish');
    edge.clock.now += 29 * DAY;
    await duties();
    expect((await get()).body.model.version).toBe(2);
    edge.clock.now += DAY;
    await Promise.all([duties(), duties()]);
    expect((await get()).body.model).toMatchObject({ version: 3, origin: { by: 'quantiles' } });
    await duties();
    expect((await get()).body.model.version).toBe(3);
  });

  test('by itself that comes to nothing is tried again an interval later', async () => {
    await fill();
    await put({ ...QUANTILES, recompute: '30d' });
    await post('publish');
    const customers = customerCollection(edge.deps.connection);
    const [away, events] = [await customers.find().toArray(), eventCollection(edge.deps.connection)];
    await customers.deleteMany({});
    const { scoring } = await currentPlaybook(edge.deps.stores, edge.workspace);
    const recount = () =>
      edge.deps.stores.population.rebuild({ workspace: edge.workspace, counting: scoring, now: edge.clock.now });
    await recount();
    edge.clock.now += 30 * DAY;
    await duties();
    await customers.insertMany(away);
    await recount();
    edge.clock.now += 29 * DAY;
    await duties();
    expect((await get()).body.model.version).toBe(2);
    edge.clock.now += DAY;
    await duties();
    expect((await get()).body.model.version).toBe(3);
    expect(await events.countDocuments()).toBeGreaterThan(0);
  });
});

test('versions come in pages, down to the one the workspace came with', async () => {
  for (const name of ['One', 'Two', 'Three']) {
    await put({ preset: 'seven', name });
    await post('publish');
  }
  const seen: number[] = [];
  let next: string | null = '';
  while (next !== null) {
    const cursor: string = next === '' ? '' : `&cursor=${next}`;
    const { body } = await edge.call('get', `/v1/scoring/versions?limit=2${cursor}`);
    seen.push(...body.versions.map(({ version }: { readonly version: number }) => version));
    ({ next } = body);
  }
  expect(seen).toEqual([4, 3, 2, 1]);
});

test('every preset that ships is a draft without problems', async () => {
  const { body } = await edge.call('get', '/v1/scoring/presets');
  expect(body.presets.map(({ id }: { readonly id: string }) => id)).toContain('seven');
  for (const { id, definition } of body.presets) {
    expect((await post('validate', definition)).body.problems).toEqual([]);
    expect((await put({ preset: id })).body.draft.problems).toEqual([]);
  }
});

test('a key that may only send events may not look', async () => {
  const key = await edge.keyFor('ingest');
  expect((await edge.call('get', '/v1/scoring', { key })).status).toBe(403);
});
