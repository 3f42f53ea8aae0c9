import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { isAtWork } from '../../ingest/at-work.ts';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { customerKey } from '../../domain/keys.ts';
import { aJourney, NOON } from '../builders.ts';
import { activity, eventually, Harness } from './harness.ts';

let harness: Harness;
let release: () => void;
let isBegun: boolean;
beforeAll(async () => {
  const banner = aJourney({
    id: 'banner',
    enter: { on: 'event', event: 'hello' },
    steps: [{ id: 'toast', type: 'place', placement: 'toast', slot: 'home', title: 'Hello', body: 'There' }],
  });
  harness = await Harness.start([banner]);
  await harness.sandbox();
});
afterAll(async () => await harness.stop());
afterEach(() => release());
beforeEach(() => {
  const released = new Promise<void>((resolve) => (release = resolve));
  isBegun = false;
  harness.perform = () => {
    isBegun = true;
    return released;
  };
});

const atWork = async (customer: string, turn: number) =>
  await isAtWork(harness.client, customerKey(workspaceId.parse('shop'), customerId.parse(customer)), turn);

/** Somebody with one effect under way. @returns the turn that decided it */
async function withEffect(customer: string): Promise<number> {
  await harness.deliverHere(customer, [activity(customer, 'hello', NOON)], { testClock: true }, NOON);
  await eventually(async () => isBegun);
  return (await harness.row(customer))?.turn ?? 0;
}

test('given an effect under way, then the actor is at work until it has happened', async () => {
  const customer = harness.name('under-way');
  const turn = await withEffect(customer);
  expect(await atWork(customer, turn)).toBe(true);
  release();
  await eventually(async () => !(await atWork(customer, turn)));
  // What the store knows of a turn that the actor does not know is decided once more.
  expect(await atWork(customer, turn + 1)).toBe(true);
});

test('given an actor that was ended by hand, then nobody is left', async () => {
  const customer = harness.name('ended');
  const turn = await withEffect(customer);
  await harness.client.workflow.getHandle(harness.workflowId(customer)).terminate('by hand');
  expect(await atWork(customer, turn)).toBe(false);
  release();
});

test('given nobody of that name, then nobody is left', async () => {
  expect(await atWork(harness.name('nobody'), 1)).toBe(false);
});

test('given an actor that is still to begin, then it is at work', async () => {
  const customer = harness.name('delayed');
  await harness.startDelayed(customer, '1h');
  expect(await atWork(customer, 0)).toBe(true);
  await harness.client.workflow.getHandle(harness.workflowId(customer)).terminate('the test is over');
});
