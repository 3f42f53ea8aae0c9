import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workflowPages } from '../../api/operations/temporal-page.ts';
import { DAY } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
  const lives = livesIn(edge);
  await lives.bought('champion', [120, 80, 40, 5]);
  await lives.bought('newcomer', [3], 9_900);
  // Becomes overdue 90 days after the purchase: tomorrow at noon.
  await lives.bought('fading', [89]);
  // Their recency score has dropped since, without any event.
  await lives.bought('gone', [100]);
  await lives.decided('gone', NOW);
  // Known, but nothing that could be scored.
  await lives.decided('visitor', NOW - DAY);
});
afterAll(() => edge.close());

test('segments count people, money, moves and silence', async () => {
  const { body } = await edge.call('get', '/v1/segments');
  expect(body).toMatchObject({ customers: 5, unscored: 1 });
  const by = (id: string) => body.segments.find((segment: { id: string }) => segment.id === id);
  expect(by('champions')).toMatchObject({ customers: 1, share: 0.25, revenue: 16_000, movedIn30d: 1, movedOut30d: 0 });
  expect(by('potential-loyalist')).toMatchObject({ customers: 2, revenue: 13_900, movedIn30d: 1, movedOut30d: 2 });
  expect(by('potential-loyalist')).toMatchObject({ silentIn7d: 1, valueAtStake: Math.round((4_000 * 90) / 365) });
  expect(by('needs-attention')).toMatchObject({ customers: 1, movedIn30d: 1, silentIn7d: 0, valueAtStake: 0 });
  expect(body.segments.map((segment: { share: number }) => segment.share).reduce((a: number, b: number) => a + b)).toBe(
    1,
  );
});

test('the forecast puts each customer on the day on which they fall silent', async () => {
  const { body } = await edge.call('get', '/v1/silence?days=4');
  expect(body.days.map((day: { customers: number }) => day.customers)).toEqual([0, 1, 0, 0]);
  expect(body.days[1]).toMatchObject({ day: '2026-06-16', revenue: 4_000, overdue: 1, lapsed: 0 });
  // At most 90 elapsed days give recency 4: the move comes a day after the silence.
  expect(body.days[2]).toMatchObject({ day: '2026-06-17', moves: 1 });
});

describe('the customers of a segment', () => {
  test('come in either order, page by page, each once', async () => {
    const first = await edge.call('get', '/v1/segments/potential-loyalist/customers?limit=1');
    expect(first.body.customers).toMatchObject([{ id: 'newcomer', score: 'R5F1M-', orders: 1, revenue: 9_900 }]);
    const second = await edge.call(
      'get',
      `/v1/segments/potential-loyalist/customers?limit=1&cursor=${first.body.next}`,
    );
    expect(second.body).toMatchObject({ customers: [{ id: 'fading' }], next: null });
    const recent = await edge.call('get', '/v1/segments/potential-loyalist/customers?sort=recent');
    expect(recent.body.customers.map(({ id }: { id: string }) => id)).toEqual(['newcomer', 'fading']);
    expect(recent.body.customers[1].nextMove).toEqual({ at: '2026-06-17T12:00:00.000Z', to: 'needs-attention' });
  });

  test('a cursor of another order, or none at all, is refused', async () => {
    const { body } = await edge.call('get', '/v1/segments/potential-loyalist/customers?limit=1');
    const other = await edge.call('get', `/v1/segments/potential-loyalist/customers?sort=recent&cursor=${body.next}`);
    expect(other.body).toMatchObject({ status: 422, problems: [{ path: 'cursor' }] });
    expect((await edge.call('get', '/v1/segments/potential-loyalist/customers?cursor=x')).status).toBe(422);
  });

  test('that does not exist is not found, and those there are are named', async () => {
    const { body } = await edge.call('get', '/v1/segments/nobody/customers');
    expect(body).toMatchObject({ status: 404, detail: expect.stringContaining('champions, loyal') });
  });
});

describe('moves', () => {
  test('are told newest first, with their cause in words', async () => {
    const { body } = await edge.call('get', '/v1/moves?to=needs-attention');
    expect(body.moves).toEqual([
      {
        customer: 'gone',
        at: new Date(NOW - 9 * DAY).toISOString(),
        from: 'potential-loyalist',
        to: 'needs-attention',
        score: 'R3F1M-',
        cause: {
          by: 'silence',
          because: 'recency',
          text: 'because of silence: the last purchase grew too old for its score',
        },
      },
    ]);
    const first = await edge.call('get', '/v1/moves?from=none&to=potential-loyalist');
    expect(first.body.moves[0]).toMatchObject({
      customer: 'newcomer',
      cause: { by: 'event', event: { source: 'api', id: 'newcomer:order:0', type: 'purchase' } },
    });
  });

  test('can be paged through, each once', async () => {
    const all = (await edge.call('get', '/v1/moves')).body.moves;
    expect(all.length).toBeGreaterThan(5);
    const seen: unknown[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { body } = await edge.call('get', `/v1/moves?limit=2${next === '' ? '' : `&cursor=${next}`}`);
      seen.push(...body.moves);
      next = body.next;
    }
    expect(seen).toEqual(all);
  });

  test('can be asked for by time, both ends included', async () => {
    const at = new Date(NOW - 9 * DAY).toISOString();
    const { body } = await edge.call('get', `/v1/moves?since=${at}&until=${at}`);
    expect(body.moves).toMatchObject([{ customer: 'gone', at }]);
    const day = await edge.call('get', '/v1/moves?day=2026-06-06');
    expect(day.body.moves).toMatchObject([{ customer: 'gone', at }]);
    expect((await edge.call('get', '/v1/moves?day=2026-06-07')).body.moves).toEqual([]);
    expect(await edge.call('get', '/v1/moves?day=june')).toMatchObject({ body: { problems: [{ path: 'day' }] } });
    expect((await edge.call('get', '/v1/moves?since=yesterday')).body).toMatchObject({ problems: [{ path: 'since' }] });
  });
});

describe('moves of so many days', () => {
  test.each([1, 4, 10, 90])('are those that the tally counts: %i', async (days) => {
    const { body } = await edge.call('get', `/v1/moves/days?days=${days}`);
    for (const { from, to, moves } of body.moves as { from: string | null; to: string | null; moves: number[] }[]) {
      const listed = await edge.call('get', `/v1/moves?from=${from ?? 'none'}&to=${to ?? 'none'}&days=${days}`);
      expect(listed.body.moves).toHaveLength(moves.reduce((sum, one) => sum + one, 0));
    }
    const all = (await edge.call('get', `/v1/moves?days=${days}`)).body.moves;
    const counted = (body.moves as { moves: number[] }[]).flatMap(({ moves }) => moves);
    expect(all).toHaveLength(counted.reduce((sum, one) => sum + one, 0));
  });
});

test('is told why they stand where they stand, and what comes next', async () => {
  const { body } = await edge.call('get', '/v1/customers/champion');
  expect(body).toMatchObject({
    id: 'champion',
    segment: 'champions',
    score: 'R5F4M-',
    why: [
      { of: 'recency', score: 5, value: 5, cut: 40, text: 'Last purchase 5 days ago: at most 40 days give 5' },
      {
        of: 'frequency',
        score: 4,
        value: 4,
        cut: 4,
        text: '4 orders in 365 days: 4 orders or more give 4, 6 orders would give 5',
      },
      { of: 'money', score: null, value: 16_000, cut: null },
    ],
    totals: { orders: 4, revenue: 16_000, windowDays: 365, ordersEver: 4, revenueEver: 16_000 },
    email: 'none',
  });
  // 41 elapsed days after the last purchase.
  const dropsAt = new Date(NOW + 36 * DAY).toISOString();
  expect(body.when).toMatchObject({
    move: { at: dropsAt, to: 'loyal', because: 'the last purchase grows too old for its score' },
    score: { at: dropsAt, score: 'R4F4M-', segment: 'loyal' },
    silence: { stage: 'active', overdueAt: new Date(NOW + 85 * DAY).toISOString() },
  });
});

test('is told where operators see their workflow, whatever is in their id', async () => {
  const { body } = await edge.call('get', '/v1/customers/champion');
  const id = `customer:${edge.workspace}:champion`;
  const url = `http://127.0.0.1:8233/namespaces/default/workflows/${encodeURIComponent(id)}`;
  expect(body.workflow).toEqual({ id, url });
  expect(workflowPages(undefined, 'default')(id)).toBeNull();
  expect(workflowPages('https://ui.example.com', 'my shop')('customer:a:%3A')).toBe(
    'https://ui.example.com/namespaces/my%20shop/workflows/customer%3Aa%3A%253A',
  );
});

test('who has never bought has no score and nothing to explain', async () => {
  const { body } = await edge.call('get', '/v1/customers/visitor');
  expect(body).toMatchObject({ segment: null, score: null, why: [], inside: [] });
  expect(body.when).toEqual({
    next: null,
    move: null,
    score: null,
    silence: { stage: 'none', overdueAt: null, lapsedAt: null, because: null, reason: null, next: null },
  });
});

test('the explanation never contradicts the score, also when a deadline is overdue', async () => {
  edge.clock.now = NOW + 60 * DAY;
  try {
    const { body } = await edge.call('get', '/v1/customers/champion');
    expect(body.why[0]).toMatchObject({ score: 5, value: 40, cut: 40 });
  } finally {
    edge.clock.now = NOW;
  }
});

test('has a timeline of events and decisions, newest first, in words', async () => {
  const { body } = await edge.call('get', '/v1/customers/gone/timeline');
  const { entries } = body;
  const event = entries.at(-1);
  const decisions = entries.slice(0, -1);
  const times = entries.map((entry: { at: string }) => entry.at);
  expect(times).toEqual(times.toSorted().toReversed());
  expect(new Set(decisions.map((entry: { kind: string }) => entry.kind))).toEqual(new Set(['decision']));
  const moves = decisions.filter((entry: { move?: unknown }) => entry.move);
  expect(moves).toMatchObject([
    { move: { from: 'potential-loyalist', to: 'needs-attention', cause: { by: 'silence' } } },
    { move: { from: null, to: 'potential-loyalist', cause: { by: 'event' } } },
  ]);
  expect(moves[0].text).toContain('Moved from Potential Loyalist to Needs Attention, because of silence');
  expect(moves[1].text).toContain('Is now Potential Loyalist, because of a purchase');
  expect(decisions.filter((entry: { silence?: string }) => entry.silence)).toMatchObject([{ silence: 'overdue' }]);
  expect(event).toMatchObject({ text: 'Bought for £40.00', id: 'gone:order:0', source: 'api', amount: 4_000 });
});

test('a timeline can end at an instant, which is included', async () => {
  const all = (await edge.call('get', '/v1/customers/champion/timeline')).body.entries as { at: string }[];
  const at = new Date(NOW - 40 * DAY).toISOString();
  const until = (await edge.call('get', `/v1/customers/champion/timeline?until=${at}`)).body.entries;
  expect(until).toEqual(all.filter((entry) => entry.at <= at));
  expect(until[0].at).toBe(at);
  expect(until.length).toBeLessThan(all.length);
  expect((await edge.call('get', `/v1/customers/champion/timeline?until=2000-01-01T00:00:00Z`)).body.entries).toEqual(
    [],
  );
});

test('a timeline can be paged through, each entry once, also those of one instant', async () => {
  const all = (await edge.call('get', '/v1/customers/champion/timeline')).body.entries;
  expect(all.length).toBeGreaterThan(8);
  const seen: unknown[] = [];
  let next: string | null = '';
  while (next !== null) {
    const { body } = await edge.call(
      'get',
      `/v1/customers/champion/timeline?limit=1${next === '' ? '' : `&cursor=${next}`}`,
    );
    seen.push(...body.entries);
    next = body.next;
  }
  expect(seen).toEqual(all);
});
