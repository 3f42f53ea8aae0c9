import { afterAll, beforeAll, expect, test } from 'vitest';
import { journalBaseCollection, NO_BASE } from '../../db/privacy/journal-bases.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
  const lives = livesIn(edge);
  await lives.bought('regular', [300, 200, 100, 5], 1_000);
  await lives.decided('regular', NOW);
});
afterAll(() => edge.close());

async function seen(daysAgo: number) {
  return await edge.call('get', `/v1/customers/regular?at=${isoTime(NOW - daysAgo * DAY)}`);
}

/** What depends on the customer alone. */
function standing({ segment, score, since, previousSegment, when, totals, inside }: Record<string, unknown>) {
  return { segment, score, since, previousSegment, when, totals, inside };
}

test('at this very instant the past is the present', async () => {
  const { body } = await edge.call('get', '/v1/customers/regular');
  expect(standing((await seen(0)).body)).toEqual(standing(body));
});

test('a past time shows what was known then, where they stood, and what would have come next', async () => {
  const { body } = await seen(90);
  expect(body).toMatchObject({ segment: 'potential-loyalist', score: 'R5F3M-', asOf: isoTime(NOW - 90 * DAY) });
  expect(body.totals).toMatchObject({ orders: 3, revenue: 3_000, lastPurchaseAt: isoTime(NOW - 100 * DAY) });
  expect(body.since).toBe(isoTime(NOW - 100 * DAY));
  expect(body.when.score).toMatchObject({ at: isoTime(NOW - 100 * DAY + 41 * DAY), score: 'R4F3M-' });
});

test('inside which journeys they were, and at which step', async () => {
  const { body } = await seen(299);
  expect(body.inside).toMatchObject([
    {
      journey: 'potential-loyalist-onboarding',
      step: 'let-it-arrive',
      enteredAt: isoTime(NOW - 300 * DAY),
      waits: { until: isoTime(NOW - 298 * DAY) },
    },
  ]);
  expect((await seen(90)).body.inside).toEqual([]);
});

test('between purchases silence had moved them on', async () => {
  const { body } = await seen(105);
  expect(body).toMatchObject({ segment: 'needs-attention', previousSegment: 'potential-loyalist' });
  expect(body.when.silence).toMatchObject({ stage: 'overdue' });
});

test('before the first event nothing was known, and the future is not known yet', async () => {
  expect((await seen(301)).status).toBe(404);
  expect((await seen(-1)).status).toBe(400);
  expect((await edge.call('get', '/v1/customers/regular?at=yesterday')).status).toBe(422);
});

test('what was decided before the journal that is kept is told apart from what was never known, with the earliest time', async () => {
  const workspace = workspaceId.parse(edge.workspace);
  const customer = customerId.parse('regular');
  const base = { _id: customerKey(workspace, customer), workspace, customer };
  const bases = journalBaseCollection(edge.deps.connection);
  await bases.insertOne({ ...NO_BASE, ...base, at: NOW - 110 * DAY });
  const since = isoTime(NOW - 110 * DAY);
  const refused = await seen(111);
  expect(refused).toMatchObject({ status: 410, body: { code: 'past-not-kept' } });
  expect(refused.body.detail).toContain(`at=${since}`);
  expect((await seen(110)).status).toBe(200);
  await bases.deleteOne({ _id: base._id });
});

test('the timeline tells of silence with its reason, and of coming back', async () => {
  const { body } = await edge.call('get', '/v1/customers/regular/timeline?limit=200');
  const entries: readonly { readonly silence?: string; readonly returned?: unknown; readonly text: string }[] =
    body.entries;
  const silent = entries.filter(({ silence }) => silence !== undefined);
  expect(silent.map(({ text }) => text)).toContainEqual(expect.stringContaining('Silence: overdue, by fixed days'));
  const back = entries.filter(({ returned }) => returned !== undefined);
  expect(back[0]).toMatchObject({ returned: [{ stage: 'overdue', at: isoTime(NOW - 10 * DAY) }] });
  expect(back[0]?.text).toContain('Came back 5 days after being overdue');
});
