import { afterAll, beforeAll, expect, test } from 'vitest';
import { newEffect, type EffectEnd } from '../../db/messaging/effects.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { journalCollection } from '../../db/events/journal.ts';
import { customerId, journeyId, slotId, stepId } from '../../domain/ids.schema.ts';
import { customerKey, effectKey } from '../../domain/keys.ts';
import { DAY } from '../../domain/time.ts';
import { NOW, openEdge, type Edge } from './edge.ts';
import { livesIn } from './lives.ts';

let edge: Edge;
let lives: ReturnType<typeof livesIn>;
beforeAll(async () => {
  edge = await openEdge({ testClock: NOW });
  lives = livesIn(edge);
});
afterAll(() => edge.close());

interface Note {
  readonly what: string;
  readonly step?: string;
  readonly text: string;
}

/** Somebody to whom the first mail of the welcome journey was decided yesterday, and what became of it. */
async function givenAMail(
  id: string,
  end: EffectEnd<'sendMessage'> | null,
): Promise<{ readonly note: Note | undefined; readonly text: string }> {
  await lives.bought(id, [3]);
  const { effects } = await lives.decided(id, NOW - DAY);
  const [effect] = effects;
  if (effect?.kind !== 'sendMessage') throw new Error('no mail was decided');
  if (end !== null) {
    const ledger = mongoEffectLedger(edge.deps.connection);
    const who = { workspace: edge.workspace, customer: customerId.parse(id) };
    await ledger.claim(newEffect<'sendMessage'>(who, effect), NOW);
    await ledger.end(effect.key, end, NOW);
  }
  const { body } = await edge.call('get', `/v1/customers/${id}/timeline`);
  const decisions = body.entries.filter((entry: { kind: string }) => entry.kind === 'decision');
  const notes: Note[] = decisions.flatMap((entry: { journeys: Note[] }) => entry.journeys);
  const [decision] = decisions.filter((entry: { effects: unknown[] }) => entry.effects.length > 0);
  return { note: notes.find(({ step, what }) => step === 'welcome' && what !== 'waiting'), text: decision.text };
}

test.each([
  ['waits', null, 'sending', /message of step welcome of potential-loyalist-onboarding waits to be sent/],
  ['sent', { state: 'done', result: { messageId: '<1@x>' } }, 'sent', /was accepted by the mail server/],
  [
    'failed',
    { state: 'failed', reason: 'the mail server answered 550' },
    'failed',
    /was not sent: the mail server answered 550/,
  ],
  [
    'in-doubt',
    { state: 'unknown', reason: 'no answer' },
    'unknown',
    /may or may not have gone out; it is not sent again: no answer/,
  ],
  [
    'later',
    { state: 'retry', reason: 'the mail server answered 451' },
    'sending',
    /will be tried again: the mail server answered 451/,
  ],
  ['skipped', { state: 'skipped', reason: 'no-consent' }, 'skipped', /was not sent because there is no consent/],
] as const)('a step whose message is %s is told so, and never just as passed', async (id, end, what, text) => {
  const told = await givenAMail(id, end);
  expect(told.note).toMatchObject({ what, text: expect.stringMatching(text) });
  expect(told.text).toMatch(text);
  expect(told.text).not.toContain('Passed step welcome');
});

test('an entry of 0.3.0, which names effects by their keys alone, is told the same', async () => {
  await givenAMail('earlier', { state: 'done', result: { messageId: '<1@x>' } });
  const timeline = async () => (await edge.call('get', '/v1/customers/earlier/timeline')).body;
  const today = await timeline();
  const entries = journalCollection(edge.deps.connection);
  const mine = { customer: customerId.parse('earlier'), 'effects.origin': { $exists: true } };
  const { modifiedCount } = await entries.updateMany(mine, { $unset: { 'effects.$[].origin': 1 } });
  expect(modifiedCount).toBeGreaterThan(0);
  expect(await timeline()).toEqual(today);
});

test('a placement that could not be shown is told so, and one that was is just passed', async () => {
  const who = { workspace: edge.workspace, customer: customerId.parse('shown') };
  const steps = [{ id: 'hello', type: 'place', placement: 'toast', slot: 'home', title: 'Hello', body: 'There' }];
  const journey = { name: 'Greeting', enter: { on: 'event', event: 'purchase', again: 'always' }, steps };
  expect((await edge.call('put', '/v1/journeys/greeting', { body: journey })).body.problems).toEqual([]);
  await edge.call('post', '/v1/journeys/greeting/publish');
  await lives.bought('shown', [0]);
  const notes = async () => {
    const { entries } = (await edge.call('get', '/v1/customers/shown/timeline')).body;
    const told: Note[] = entries.flatMap((entry: { journeys?: Note[] }) => entry.journeys ?? []);
    return told.filter(({ step }) => step === 'hello').map(({ what, text }) => [what, text]);
  };
  expect(await notes()).toEqual([['passed', 'Passed step hello of greeting']]);
  const key = effectKey(customerKey(who.workspace, who.customer), {
    journey: journeyId.parse('greeting'),
    version: 1,
    enrolment: 1,
    step: stepId.parse('hello'),
    visit: 1,
  });
  const [entry] = await journalCollection(edge.deps.connection).find({ 'effects.key': key }).toArray();
  const effect = entry?.effects.find((one) => one.key === key);
  if (effect === undefined) throw new Error('no toast was decided');
  const about = { placement: 'toast', slot: slotId.parse('home'), until: NOW + DAY } as const;
  const row = { ...who, _id: key, kind: 'showPlacement', origin: effect.origin, at: NOW, about } as const;
  await mongoEffectLedger(edge.deps.connection).giveUp(row, 'the store was full', NOW);
  expect(await notes()).toEqual([
    ['failed', 'The placement of step hello of greeting was not shown: the store was full'],
  ]);
});
