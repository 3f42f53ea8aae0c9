import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { currentPlaybook } from '../../publishing/book.ts';
import { customerCollection } from '../../db/customers/customers.ts';
import type { ScoringDraft } from '../../domain/scoring/draft.schema.ts';
import { parseDraft } from '../../domain/scoring/parse-draft.ts';
import { publishScoring } from '../../domain/playbook.ts';
import { DAY } from '../../domain/time.ts';
import { NOW } from './edge.ts';
import { aBase, type Past } from './scoring-base.ts';
import { openScoring, QUANTILES } from './scoring-world.ts';

const world = await openScoring();
const { edge, duties, everybodyDecides, fill, get, post, put, rollouts, segments, versions } = world;
afterAll(() => edge.close());
beforeEach(() => world.reset());

const ENOUGH_FOR_QUANTILES = 520;

interface Cell {
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
}

test('a preset that names no amounts keeps those in force', async () => {
  await put({ preset: 'seven', monetary: { fixed: [1_000, 2_000, 3_000, 4_000] } });
  await post('publish');
  const { body } = await put({ preset: 'flowcot-six' });
  expect(body.draft.definition.monetary).toEqual({ fixed: [1_000, 2_000, 3_000, 4_000], edge: 'reached' });
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
    expect((await versions()).body.versions).toHaveLength(1);
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
    ['a preset', { preset: 'flowcot-six' }, 150],
    ['a preset with quantiles', { preset: 'r-rfm-0.3.0' }],
    ['visits that count as actions', { ...QUANTILES, counts: { actions: ['purchase', 'visit'], engagement: 'any' } }],
  ])('of %s tells what happens when it is published', async (_what, draft, customers = ENOUGH_FOR_QUANTILES) => {
    const pasts = [...aBase()]
      .slice(0, customers)
      .map(([id, past], n): [string, Past] => [id, n % 4 === 0 ? { ...past, visits: [n % 50, (n % 50) + 9] } : past]);
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
    const { body } = await versions();
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

  test('leaves nothing of whoever came second: one part for each number, with what it was compiled from', async () => {
    const { stores, connection } = edge.deps;
    await put({ preset: 'flowcot-six' });
    const swap = stores.playbooks.publish.bind(stores.playbooks);
    let races = 0;
    stores.playbooks.publish = async (workspace, playbook, birth) => {
      if (races++ === 0) {
        const before = await currentPlaybook(stores, workspace);
        const other = { ...before.scoring, name: 'Other' };
        expect(await swap(workspace, publishScoring(before, other, NOW), { from: { scoring: SEVEN } })).toBe(true);
      }
      return await swap(workspace, playbook, birth);
    };
    expect((await post('publish')).body).toMatchObject({ version: 3, changed: true });
    const { body } = await versions();
    expect(body.versions).toMatchObject([
      { version: 3, name: 'Flowcot six', inForce: true, publishedAt: '2026-06-15T12:00:00.000Z' },
      { version: 2, name: 'Other', inForce: false, definition: { name: SEVEN.name } },
      { version: 1 },
    ]);
    const parts = await connection.collection('parts').find({ kind: 'scoring' }).toArray();
    expect(parts.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });
});

const SEVEN = draftOf({ preset: 'seven' });

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
    const { body: list } = await versions();
    expect(list.versions.map(({ version }: { readonly version: number }) => version)).toEqual([3, 2, 1]);
    expect(list.versions[0].definition).toEqual(list.versions[1].definition);
    expect(list.versions[0].cutOffs.recency).not.toEqual(list.versions[1].cutOffs.recency);
  });

  test('is refused where the base has become too thin, and the model in force stays', async () => {
    await fill();
    await put(QUANTILES);
    await post('publish');
    await customerCollection(edge.deps.connection).deleteMany({ customer: { $regex: '^c-[1-4]' } });
    const census = { workspace: edge.workspace, timezone: 'Europe/London', now: NOW };
    const { scoring } = await currentPlaybook(edge.deps.stores, edge.workspace);
    await edge.deps.stores.tallies.rebuild({ ...census, counting: scoring });
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
    const away = await customers.find().toArray();
    await customers.deleteMany({});
    const { scoring } = await currentPlaybook(edge.deps.stores, edge.workspace);
    const census = { workspace: edge.workspace, timezone: 'Europe/London', counting: scoring };
    const recount = () => edge.deps.stores.tallies.rebuild({ ...census, now: edge.clock.now });
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
  });
});
