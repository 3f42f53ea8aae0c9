import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../domain/time.ts';
import { aJourney } from '../builders.ts';
import { activity, eventually, Harness, purchase } from './harness.ts';

describe('one customer on a real server', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await Harness.start();
  });
  afterAll(async () => await harness.stop());

  test('given one purchase, when nothing follows, then silence moves them at each exact instant, months away', async () => {
    const customer = harness.name('silent');
    const bought = Date.now();
    await harness.deliver(customer, [purchase(customer, bought)]);
    await eventually(async () => (await harness.row(customer))?.segment === 'lost');
    const journal = await harness.journal(customer);
    const moves = journal.flatMap((entry) => (entry.move ? [[entry.move.to, entry.at - bought]] : []));
    expect(moves).toEqual([
      ['potential-loyalist', 0],
      ['needs-attention', 91 * DAY],
      ['hibernating', 181 * DAY],
      ['lost', 366 * DAY],
    ]);
    const silences = journal.flatMap((entry) => (entry.silence ? [[entry.silence.stage, entry.at - bought]] : []));
    expect(silences).toEqual([
      ['overdue', 90 * DAY],
      ['lapsed', 180 * DAY],
    ]);
  });

  test('given a settled customer, when a lone purchase arrives, then it costs at most 5 events of history', async () => {
    const customer = harness.name('settled');
    const start = Date.now();
    const rich = [1, 2, 3, 4, 5, 6, 7].map((n) => purchase(customer, start - n * DAY, 50_000));
    await harness.deliverHere(customer, rich);
    await eventually(async () => (await harness.row(customer))?.orders === 7);
    const before = await harness.settledHistory(customer);
    await harness.deliverHere(customer, [purchase(customer, Date.now())]);
    await eventually(async () => (await harness.row(customer))?.orders === 8);
    const after = await harness.settledHistory(customer);
    expect(after.slice(before.length)).toEqual([
      'WORKFLOW_EXECUTION_SIGNALED',
      'WORKFLOW_TASK_SCHEDULED',
      'WORKFLOW_TASK_STARTED',
      'WORKFLOW_TASK_COMPLETED',
      'MARKER_RECORDED',
    ]);
  });
});

describe('journeys on a real server', () => {
  let harness: Harness;
  beforeAll(async () => {
    const waiting = aJourney({
      id: 'after-purchase',
      name: 'After a purchase',
      enter: { on: 'event', event: 'purchase' },
      exit: [{ on: 'event', event: 'complaint' }],
      steps: [
        { id: 'pause', type: 'wait', for: '20d' },
        { id: 'thanks', type: 'place', placement: 'toast', slot: 'home', title: 'Thanks', body: 'For coming by.' },
      ],
    });
    harness = await Harness.start([waiting]);
  });
  afterAll(async () => await harness.stop());

  const shown = (customer: string) => harness.performed.filter((effect) => effect.key.includes(customer));

  test('given somebody waiting, when the wait ends weeks later, then the next step is done once', async () => {
    const customer = harness.name('patient');
    const bought = Date.now();
    await harness.deliver(customer, [purchase(customer, bought)]);
    await eventually(async () => shown(customer).length > 0);
    await eventually(async () => (await harness.row(customer))?.segment === 'lost');
    expect(shown(customer).map((effect) => effect.at - bought)).toEqual([20 * DAY]);
  });

  test('given somebody waiting, when the exit happens, then they leave at once and nothing is shown', async () => {
    const customer = harness.name('leaver');
    const bought = Date.now();
    await harness.deliverHere(customer, [purchase(customer, bought)]);
    await eventually(async () => (await harness.row(customer))?.inside.length === 1);
    await harness.deliverHere(customer, [activity(customer, 'complaint', Date.now())]);
    await eventually(async () => (await harness.row(customer))?.inside.length === 0);
    const left = (await harness.journal(customer)).flatMap((entry) =>
      entry.facts.filter((note) => note.what === 'left'),
    );
    expect(left).toMatchObject([{ place: { journey: 'after-purchase' }, because: { by: 'exit' } }]);
    expect(shown(customer)).toEqual([]);
  });

  test('given a run that continues as new all the time, when 30 purchases arrive twice, then each counts once', async () => {
    const customer = harness.name('busy');
    const start = Date.now() - 30 * DAY;
    const purchases = Array.from({ length: 30 }, (_, day) => purchase(customer, start + day * DAY));
    for (const event of purchases) {
      await harness.deliverHere(customer, [event], { continueAfter: 15 });
      await harness.deliverHere(customer, [event, purchases[0] ?? event], { continueAfter: 15 });
    }
    await eventually(async () => (await harness.row(customer))?.orders === 30);
    const runs = await harness.runsOf(customer);
    expect(runs).toBeGreaterThan(1);
    await harness.deliverHere(customer, purchases);
    await harness.settledHistory(customer);
    expect((await harness.row(customer))?.state.ledger.orders).toBe(30);
    const journal = await harness.journal(customer);
    expect(journal.map((entry) => entry.seq)).toEqual(journal.map((_, index) => index + 1));
  });

  test('given no worker, when purchases arrive and a worker comes, then nothing is lost', async () => {
    const customer = harness.name('orphan');
    await harness.stopWorker();
    await harness.deliverHere(customer, [purchase(customer, Date.now() - DAY)]);
    await harness.deliverHere(customer, [purchase(customer, Date.now())]);
    await harness.startWorker();
    const row = await eventually(async () => {
      const found = await harness.row(customer);
      return found?.orders === 2 && found;
    });
    expect(row.revenue).toBe(8_000);
    expect((await harness.journal(customer)).flatMap(({ events }) => events)).toHaveLength(2);
  });

  test('given an imported customer asleep in a start delay, when a purchase arrives, then it wakes at once', async () => {
    const customer = harness.name('sleeper');
    await harness.startDelayed(customer, '30 days');
    const bought = Date.now();
    await harness.deliverHere(customer, [purchase(customer, bought)]);
    const row = await eventually(async () => await harness.row(customer));
    expect(row.orders).toBe(1);
    // Days before the delay is over, and by the delivery itself: nothing else is due so early.
    expect(row.asOf - bought).toBeLessThan(MINUTE);
    expect((await harness.settledHistory(customer)).filter((type) => type === 'TIMER_FIRED')).toEqual([]);
  });

  test('given a customer under a test clock, when only the clock moves, then deadlines pass at their own instants', async () => {
    const customer = harness.name('clocked');
    const noon = Date.parse('2026-01-12T12:00:00Z');
    await harness.deliverHere(customer, [purchase(customer, noon)], { testClock: true }, noon);
    await eventually(async () => (await harness.row(customer))?.orders === 1);
    await harness.deliverHere(customer, [], { testClock: true }, noon + 400 * DAY);
    await eventually(async () => (await harness.row(customer))?.segment === 'lost');
    const moves = (await harness.journal(customer)).flatMap((entry) => (entry.move ? [(entry.at - noon) / DAY] : []));
    expect(moves).toEqual([0, 91, 181, 366]);
    expect(await harness.settledHistory(customer)).not.toContain('TIMER_STARTED');
  });
});
