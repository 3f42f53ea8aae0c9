import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FairTurns } from '../../channels/fair-turns.ts';
import { renderTemplate } from '../../channels/render.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { LOYAL } from '../../domain/scoring/presets/seven-segments.ts';

interface Ask {
  readonly owner: string;
  /** ms */
  readonly cost: number;
}

/** Who was served in which order, on a clock that only work moves; everybody asks at once. */
async function served(places: number, asks: readonly Ask[]): Promise<readonly string[]> {
  let now = 0;
  const turns = new FairTurns<string>(places, () => now);
  const order: string[] = [];
  await Promise.all(
    asks.map(({ owner, cost }) =>
      turns.take(owner, async () => {
        order.push(owner);
        await Promise.resolve();
        now += cost;
      }),
    ),
  );
  return order;
}

const many = (owner: string, count: number, cost: number): Ask[] =>
  Array.from({ length: count }, () => ({ owner, cost }));

describe('turns', () => {
  test('go to whoever has used least: one who asks late and little waits for one turn only', async () => {
    const order = await served(1, [...many('much', 20, 100), ...many('little', 5, 1)]);
    expect(order.slice(0, 6)).toEqual(['much', ...many('little', 5, 1).map(({ owner }) => owner)]);
  });

  test('are shared by time and not by number', async () => {
    const order = await served(1, [...many('slow', 50, 40), ...many('quick', 50, 10)]);
    const first = order.slice(0, 25);
    const slow = first.filter((owner) => owner === 'slow').length;
    expect(slow).toBeGreaterThanOrEqual(4);
    expect(slow).toBeLessThanOrEqual(6);
  });

  test('are given to all who ask, as many at once as there are places, also when work fails', async () => {
    const ask = fc.record({ owner: fc.constantFrom('a', 'b', 'c'), cost: fc.nat(50), fails: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(ask, { maxLength: 40 }), async (places, asks) => {
        const turns = new FairTurns<string>(places);
        let running = 0;
        let most = 0;
        const ends = await Promise.allSettled(
          asks.map(({ owner, fails }) =>
            turns.take(owner, async () => {
              running += 1;
              most = Math.max(most, running);
              await Promise.resolve();
              running -= 1;
              if (fails) throw new Error('no');
            }),
          ),
        );
        expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(
          asks.filter(({ fails }) => fails).length,
        );
        expect(most).toBeLessThanOrEqual(places);
        expect(asks.every(({ owner }) => turns.backlog(owner) === 0)).toBe(true);
        // All places are free again.
        expect(await Promise.all(asks.map(({ owner }) => turns.take(owner, async () => 1)))).toHaveLength(asks.length);
      }),
    );
  });

  test('are shared by time also with one who asks for the next turn only after the last', async () => {
    let now = 0;
    const turns = new FairTurns<string>(1, () => now);
    const used = { quick: 0, slow: 0 };
    const keepAsking = async (owner: 'quick' | 'slow', cost: number) => {
      while (used.quick + used.slow < 2_000) {
        await turns.take(owner, async () => {
          await Promise.resolve();
          now += cost;
          used[owner] += cost;
        });
      }
    };
    await Promise.all([...Array.from({ length: 4 }, () => keepAsking('quick', 2)), keepAsking('slow', 40)]);
    expect(used.quick / used.slow).toBeGreaterThan(0.7);
    expect(used.quick / used.slow).toBeLessThan(1.4);
  });

  test('that are saved up do not count: whoever was away starts level with the others', async () => {
    let now = 0;
    const turns = new FairTurns<string>(1, () => now);
    const order: string[] = [];
    const take = (owner: string, cost: number) =>
      turns.take(owner, async () => {
        order.push(owner);
        await Promise.resolve();
        now += cost;
      });
    await take('away', 1);
    for (let index = 0; index < 20; index += 1) await take('busy', 10);
    order.length = 0;
    await Promise.all([...many('busy', 10, 10), ...many('away', 10, 10)].map(({ owner, cost }) => take(owner, cost)));
    expect(order.slice(0, 10).filter((owner) => owner === 'away').length).toBeLessThanOrEqual(6);
  });
});

const context = { segment: LOYAL.id, previousSegment: null, score: 'R5F4M3', orders: 7, revenue: 1, daysSinceLast: 1 };
const reader = { customer: customerId.parse('c-1'), context, unsubscribeUrl: 'mailto:shop@example.com' };
/** Within all limits, and some milliseconds long. */
const HEAVY = '{% for i in (1..900) %}{% assign s = "a,b,c" | split: "," | join: "-" %}{% endfor %}{{ s }}';

test('given 600 slow templates of one workspace, when another one renders, then it waits less than a second', async () => {
  const render = (workspace: string, body: string) =>
    renderTemplate(workspaceId.parse(workspace), { subject: 'S', body }, reader);
  await render('heavy', 'warm');
  const begun = performance.now();
  const heavy = Promise.all(Array.from({ length: 600 }, () => render('heavy', HEAVY)));
  const waits: number[] = [];
  for (let index = 0; index < 21; index += 1) {
    const asked = performance.now();
    expect(await render('light', '<p>{{ orders }}</p>')).toMatchObject({ ok: true });
    waits.push(performance.now() - asked);
  }
  const lightDone = performance.now() - begun;
  await heavy;
  expect(waits.toSorted((a, b) => a - b)[10]).toBeLessThan(1_000);
  expect(lightDone).toBeLessThan((performance.now() - begun) / 2);
});
