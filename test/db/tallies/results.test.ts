import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customerCollection } from '../../../db/customers/customers.ts';
import { journalCollection } from '../../../db/events/journal.ts';
import { counterCollection } from '../../../db/tallies/counters.ts';
import { armResultTally, dayResultTally, stepResultTally } from '../../../db/tallies/results.ts';
import type { JourneyFact, MeasuringFact } from '../../../domain/journey/facts.ts';
import { isMeasuring } from '../../../domain/journey/watching.ts';
import { bucketOf } from '../../../domain/scoring/population.ts';
import { dayOf } from '../../../domain/time-zone.ts';
import { HOUR, MINUTE } from '../../../domain/time.ts';
import { eachWorld, World, ZONE } from './world.ts';
import { placeOf } from '../../builders.ts';

const here = eachWorld();

const SECOND_ORDER = {
  name: 'Second order',
  enter: { on: 'event', event: 'purchase' },
  goal: { on: 'event', event: 'purchase', within: '10d', orderCap: 30_000 },
  holdout: { percent: 40 },
  steps: [
    {
      id: 'ab',
      type: 'split',
      arms: [
        { name: 'none / nothing', weight: 1, next: 'pause', control: true },
        { name: 'mail', weight: 1, next: 'mail' },
      ],
    },
    { id: 'mail', type: 'send', channel: 'email', subject: 'Hello', body: 'Hello' },
    { id: 'pause', type: 'wait', for: '3d' },
    { id: 'end', type: 'stop', reason: 'done' },
  ],
};

async function publish(id: string, body: unknown): Promise<void> {
  expect((await here.edge.call('put', `/v1/journeys/${id}`, { body })).status).toBe(200);
  expect((await here.edge.call('post', `/v1/journeys/${id}/publish`)).status).toBe(200);
}

const NAMES = [stepResultTally, dayResultTally, armResultTally].map(({ name }) => name);

/** What stands in the counters; what is 0 is as good as nothing. */
async function counted(): Promise<ReadonlyMap<string, number>> {
  const rows = await counterCollection(here.edge.deps.connection)
    .find({ tally: { $in: NAMES } })
    .toArray();
  const all = rows.flatMap(({ tally, of, day, sums }) =>
    Object.entries(sums).map(([amount, sum]) => [[tally, day ?? '', of, amount].join(' '), sum] as const),
  );
  return new Map(all.filter(([, sum]) => sum !== 0));
}

/** Everybody's journal from the beginning up to their stored state, added up fact by fact. */
async function refolded(): Promise<ReadonlyMap<string, number>> {
  const { connection } = here.edge.deps;
  const sums = new Map<string, number>();
  const add = (key: readonly (string | number)[], by = 1) =>
    sums.set(key.join(' '), (sums.get(key.join(' ')) ?? 0) + by);
  for (const { _id: key, state } of await customerCollection(connection).find().toArray()) {
    const entries = await journalCollection(connection)
      .find({ key, seq: { $lte: state.seq } })
      .toArray();
    for (const { at, facts, effects } of entries) {
      const day = dayOf(at, ZONE);
      for (const fact of facts) addFact(add, fact, day);
      for (const effect of effects) {
        if (effect.kind !== 'sendMessage') continue;
        const { journey, version, step } = placeOf(effect);
        add(['result', '', `${journey}/${version}/${step}/message/`, 'times']);
        add(['result-day', day, `${journey}/${version}/`, 'messages']);
      }
    }
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0));
}

type Add = (key: readonly (string | number)[], by?: number) => unknown;

function addFact(add: Add, fact: JourneyFact, day: number): void {
  if (isMeasuring(fact)) addMeasured(add, fact, day);
  else if (fact.what !== 'heard' && fact.what !== 'waiting') addWalked(add, fact, day);
}

function addWalked(add: Add, fact: Exclude<JourneyFact, MeasuringFact>, day: number): void {
  const { journey, version } = fact.place;
  const of = `${journey}/${version}/${'step' in fact.place ? fact.place.step : ''}`;
  const details = {
    refused: fact.what === 'refused' ? fact.because : '',
    passed: fact.what === 'passed' ? (fact.took ?? '') : '',
    skipped: fact.what === 'skipped' ? fact.because : '',
    left: fact.what === 'left' ? fact.because.by : '',
    attempted: fact.what === 'attempted' ? fact.channel : '',
    passedOver: fact.what === 'passed-over' ? `${fact.channel}/${fact.because}` : '',
    reacted: fact.what === 'reacted' ? `${fact.channel}/${fact.by}` : '',
  };
  const detail = Object.values(details).join('');
  add(['result', '', `${of}/${fact.what}/${detail}`, 'times']);
  if ('after' in fact && fact.after !== undefined) {
    add(['result', '', `${of}/stayed/${bucketOf(Math.floor(fact.after / MINUTE))}`, 'times']);
  }
  if ('text' in fact && fact.text !== undefined) {
    const { id, variant, language } = fact.text;
    add(['result', '', `${of}/text/sent/${id}/${variant}/${language}`, 'times']);
  }
  if (fact.what !== 'reached') add(['result-day', day, `${journey}/${version}/`, fact.what]);
}

function addMeasured(add: Add, fact: MeasuringFact, day: number): void {
  const { journey, version, step } = fact.place;
  const of = `${journey}/${version}/${step}`;
  const isHeldOut = fact.arm === 'held-out';
  const isOfEntered = fact.by === 'entering' && !isHeldOut;
  const onDay = (amount: string, by = 1) => add(['result-day', day, `${journey}/${version}/`, amount], by);
  const arm = (amount: string, by = 1) => add(['result-arm', '', `${of}/${fact.by}/${fact.arm}`, amount], by);
  add(['result', '', `${of}/${fact.what}/${fact.by}/${fact.arm}`, 'times']);
  switch (fact.what) {
    case 'assigned':
      arm('assigned');
      if (isHeldOut) onDay('heldOut');
      return;
    case 'converted':
      for (const { step: at, id, variant, language } of fact.texts ?? []) {
        add(['result', '', `${journey}/${version}/${at}/text/converted/${id}/${variant}/${language}`, 'times']);
      }
      arm('conversions');
      if (isOfEntered) onDay('conversions');
      return;
    case 'earned':
      arm('earned', fact.amount);
      if (isOfEntered) onDay('revenue', fact.amount);
      return;
    case 'matured':
      arm('matured');
      arm('converted', Number(fact.converted));
      arm('buyers', Number(fact.revenue > 0));
      arm('revenue', fact.revenue);
      arm('compared', fact.capped ?? fact.revenue);
      // Small sums have small squares.
      arm('squaresHigh', Math.floor((fact.capped ?? fact.revenue) ** 2 / 2 ** 32));
      arm('squaresLow', (fact.capped ?? fact.revenue) ** 2 % 2 ** 32);
  }
}

const customer = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('buys' as const), customer, amount: fc.nat(60_000) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('lost' as const), customer, amount: fc.nat(60_000) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('wakes' as const), customer }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('waits' as const), hours: fc.integer({ min: 1, max: 300 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('imported' as const), customer }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('passes' as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('agrees' as const), customer }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('signs' as const),
      customer,
      type: fc.constantFrom('open' as const, 'click' as const),
      place: fc.nat(2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('publishes' as const), name: fc.string({ minLength: 1, maxLength: 4 }) }),
  },
);

async function takeStep(world: World, one: typeof step extends fc.Arbitrary<infer Step> ? Step : never): Promise<void> {
  switch (one.does) {
    case 'buys':
      return await world.buys(one.customer, 0, one.amount);
    case 'lost':
      return await world.buysTwiceOver(one.customer, 0, one.amount);
    case 'wakes':
      return await world.wakes(one.customer);
    case 'agrees':
      return await world.agrees(one.customer);
    case 'signs':
      return await world.signs(one.customer, one.type, one.place);
    case 'waits':
      here.edge.clock.now += one.hours * HOUR;
      return;
    case 'imported':
      return await world.imported(one.customer, [3, 30], 1_000);
    case 'passes':
      return await world.catchUp();
    case 'publishes':
      return await publish('second-order', { ...SECOND_ORDER, name: `Second order ${one.name}` });
  }
}

test('given any lives, results are what the whole journal adds up to, and a recount finds nothing to mend', async () => {
  await publish('second-order', SECOND_ORDER);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const world = await World.emptied(here.edge);
      for (const one of steps) await takeStep(world, one);
      await world.catchUp();
      const truth = await refolded();
      expect(await counted()).toEqual(truth);
      expect((await world.rebuild()).differences).toEqual([]);
      expect(await counted()).toEqual(truth);
    }),
    { numRuns: 12 },
  );
}, 300_000);

test('of each message the first open and the first click count, on the day on which they were told', async () => {
  await publish('second-order', { ...SECOND_ORDER, holdout: undefined, steps: SECOND_ORDER.steps.slice(1) });
  const { world } = here;
  const read = async () => (await here.edge.call('get', '/v1/journeys/second-order/results?days=2')).body;
  for (const id of ['a', 'b']) {
    await world.agrees(id);
    await world.buys(id, 0, 5_000);
  }
  expect(await read()).toMatchObject({ messages: 2, opened: null, clicked: null });
  expect((await read()).signsUnknown).toMatch(/data\.message/);
  await world.signs('a', 'open', 0);
  here.edge.clock.now += 24 * HOUR;
  for (const type of ['open', 'click', 'click'] as const) await world.signs('a', type, 0);
  await world.signs('b', 'open', 0);
  expect(await read()).toMatchObject({ messages: 2, opened: 2, clicked: 1, signsUnknown: null });
  const { steps, byDay } = await read();
  expect(steps[0]).toMatchObject({ step: 'mail', opened: 2, clicked: 1 });
  expect(steps[1]).toMatchObject({ step: 'pause', opened: null, clicked: null });
  expect(byDay).toMatchObject({ opened: [1, 1], clicked: [0, 1] });
});

test('a counter that went astray is put right from the journal', async () => {
  await publish('second-order', SECOND_ORDER);
  for (const id of ['a', 'b', 'c', 'd']) await here.world.buys(id, 0, 5_000);
  await here.world.catchUp();
  const truth = await counted();
  await counterCollection(here.edge.deps.connection).updateMany({ tally: 'result' }, { $inc: { 'sums.times': 3 } });
  expect((await here.world.rebuild()).differences).not.toEqual([]);
  expect(await counted()).toEqual(truth);
});

test('entries of completed turns are read once', async () => {
  await publish('second-order', SECOND_ORDER);
  await here.world.buys('a', 0, 5_000);
  here.edge.clock.now += HOUR;
  await here.world.buys('a', 0, 6_000);
  await here.world.catchUp();
  const truth = await counted();
  // Without what was counted already, nothing of the first turn would be known any more.
  await journalCollection(here.edge.deps.connection).updateMany({ seq: 1 }, { $set: { facts: [] } });
  here.edge.clock.now += HOUR;
  await here.world.wakes('a');
  await here.world.catchUp();
  expect(await counted()).toEqual(truth);
});

test('whoever is held out is counted as such, and nothing is decided for them', async () => {
  await publish('second-order', { ...SECOND_ORDER, holdout: { percent: 90 } });
  for (let n = 0; n < 20; n += 1) await here.world.buys(`h-${n}`, 0, 5_000);
  await here.world.catchUp();
  const { body } = await here.edge.call('get', '/v1/journeys/second-order/results');
  expect(body.heldOut).toBeGreaterThan(10);
  expect(body.entered + body.heldOut).toBe(20);
  const told = journalCollection(here.edge.deps.connection).find({ 'facts.arm': 'held-out' });
  for (const { facts, effects } of await told.toArray()) {
    const own = facts.filter(({ place }) => place.journey === 'second-order');
    expect(own.map(({ what }) => what)).toEqual(['assigned', 'refused']);
    expect(effects.filter((effect) => placeOf(effect).journey === 'second-order')).toEqual([]);
  }
});
