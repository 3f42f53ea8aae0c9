import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { NOW } from './edge.ts';
import { livesIn } from './lives.ts';
import { openScoring, QUANTILES } from './scoring-world.ts';

const world = await openScoring();
const { edge, fill, get, post, put } = world;
afterAll(() => edge.close());
beforeEach(() => world.reset());

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

  test('of version 0.2.0 counts UTC days until the next one, and sending it back makes that one', async () => {
    await world.reset(null);
    const { body } = await get();
    expect(body.model).toMatchObject({ version: 1, zone: 'UTC' });
    await put(body.model.definition);
    expect((await post('publish')).body).toMatchObject({ version: 2, changed: true });
    const now = await get();
    expect(now.body.model).toMatchObject({ version: 2, zone: 'Europe/London', definition: body.model.definition });
    expect((await post('publish')).body).toMatchObject({ version: 2, changed: false });
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
    expect((await get()).body.adoption).toEqual([{ version: 1, customers: 2, share: 1 }]);
    await livesIn(edge).decided('a', NOW);
    expect((await get()).body.adoption).toEqual([
      { version: 2, customers: 1, share: 0.5 },
      { version: 1, customers: 1, share: 0.5 },
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
