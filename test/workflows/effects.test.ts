import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { effectCollection } from '../../db/messaging/effects.ts';
import { customerId, journeyId, slotId, stepId, workspaceId } from '../../domain/ids.schema.ts';
import { customerKey, effectKey } from '../../domain/keys.ts';
import type { EarlierLeftOver } from '../../workflows/messages.ts';
import { aJourney, NOON, placeOf } from '../builders.ts';
import { activity, eventually, Harness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  const both = aJourney({
    id: 'both',
    name: 'One of each kind',
    enter: { on: 'event', event: 'hello' },
    steps: [
      { id: 'mail', type: 'send', channel: 'email', subject: 'Hello', body: '<p>Hello</p>' },
      { id: 'toast', type: 'place', placement: 'toast', slot: 'home', title: 'Hello', body: 'There' },
    ],
  });
  const calling = aJourney({
    id: 'calling',
    enter: { on: 'event', event: 'call' },
    steps: [{ id: 'crm', type: 'webhook', url: 'https://example.com/hook' }],
  });
  harness = await Harness.start([both, calling]);
});
afterAll(async () => await harness.stop());
beforeEach(() => {
  harness.perform = async () => undefined;
});

const shop = workspaceId.parse('shop');
const rowsOf = async (customer: string) =>
  await effectCollection(harness.store)
    .find({ customer: customerId.parse(customer) })
    .toArray();

test('given effects of each kind whose activity gives up, then the next decision settles them, with the reason', async () => {
  const customer = harness.name('unlucky');
  harness.perform = async () => {
    throw ApplicationFailure.nonRetryable('the last stamp is gone');
  };
  const hello = activity(customer, 'hello', NOON);
  // A sandbox, where nobody's consent is asked, at an hour that is nobody's quiet one.
  await harness.sandbox();
  await harness.deliverHere(customer, [hello], { testClock: true }, NOON);
  const rows = await eventually(async () => {
    const found = await rowsOf(customer);
    return found.length === 2 && found;
  });
  const told = rows.map(({ kind, state, origin, ...row }) => [
    kind,
    state,
    placeOf({ origin }).step,
    'reason' in row && row.reason,
  ]);
  expect(new Set(told)).toEqual(
    new Set([
      ['sendMessage', 'failed', 'mail', 'the last stamp is gone'],
      ['showPlacement', 'failed', 'toast', 'the last stamp is gone'],
    ]),
  );
  expect((await harness.row(customer))?.turn).toBeGreaterThan(1);
});

test('given what a run of 0.3.0 handed over, then its effects are performed and what it lost is settled', async () => {
  const customer = harness.name('handed-over');
  const place = { journey: journeyId.parse('both'), version: 1, enrolment: 1, step: stepId.parse('toast'), visit: 1 };
  const owner = customerKey(shop, customerId.parse(customer));
  const [key, lost] = [effectKey(owner, place), effectKey(owner, { ...place, step: stepId.parse('mail') })];
  const before = { journey: place.journey, version: 1, step: place.step, at: 1, until: 2, summary: 'toast' };
  const effect = { ...before, kind: 'showPlacement', key, placement: 'toast', slot: slotId.parse('home') } as const;
  const left: EarlierLeftOver = {
    clock: 0,
    isPartial: false,
    inbox: [],
    effects: [effect],
    lost: [{ key: lost, kind: 'sendMessage' }],
  };
  await harness.deliverHere(customer, [], { left });
  await eventually(async () => harness.performed.some((one) => one.key === key));
  const [row] = await eventually(async () => {
    const found = await rowsOf(customer);
    return found.length > 0 && found;
  });
  expect(row).toMatchObject({
    _id: lost,
    kind: 'sendMessage',
    state: 'failed',
    reason: 'it was not done in time',
    origin: { by: 'journey', place: { ...place, step: 'mail' } },
  });
});

test('given a webhook that is tried again for days, then the customer goes on, and the next run takes it over', async () => {
  const customer = harness.name('patient');
  let attempts = 0;
  harness.perform = async ({ kind }) => {
    if (kind !== 'callWebhook') return;
    attempts += 1;
    throw ApplicationFailure.create({ message: 'it was answered with 500', nextRetryDelay: '2d' });
  };
  await harness.sandbox();
  const given = { testClock: true, continueAfter: 12 };
  await harness.deliverHere(customer, [activity(customer, 'call', NOON)], given, NOON);
  await eventually(async () => attempts === 1);
  for (const minute of [1, 2, 3, 4]) {
    const at = NOON + minute * 60_000;
    await harness.deliverHere(customer, [activity(customer, 'hello', at)], given, at);
    await eventually(async () => (await harness.row(customer))?.state.asOf === at);
  }
  expect(await harness.runsOf(customer)).toBeGreaterThan(1);
  await eventually(async () => attempts > 1);
  const shown = harness.performed.filter(({ kind, key }) => kind === 'showPlacement' && key.includes(customer));
  expect(shown.length).toBeGreaterThan(0);
});
