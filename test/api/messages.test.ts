import { afterAll, beforeAll, expect, test } from 'vitest';
import { mongoSendLedger, type SendEnd } from '../../db/sends.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { customerKey, effectKey, effectPlace } from '../../domain/keys.ts';
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
  end: SendEnd | null,
): Promise<{ readonly note: Note | undefined; readonly text: string }> {
  await lives.bought(id, [3]);
  await lives.decided(id, NOW - DAY);
  const customer = customerId.parse(id);
  const journal = await edge.deps.stores.timeline.list(edge.workspace, customer, NOW, { limit: 50 });
  const [effect] = journal.flatMap((row) => (row.kind === 'decision' ? row.entry.effects : []));
  if (effect === undefined) throw new Error('no mail was decided');
  if (end !== null) {
    const ledger = mongoSendLedger(edge.deps.connection);
    const place = effectPlace(effect.key);
    const send = {
      _id: effect.key,
      workspace: edge.workspace,
      customer,
      ...place,
      channel: 'email',
      at: NOW - DAY,
    } as const;
    await ledger.claim(send, NOW);
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
  ['sent', { state: 'sent', messageId: '<1@x>' }, 'sent', /was accepted by the mail server/],
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

test('a key of an effect says where the effect comes from, also where the customer id holds colons', () => {
  const place = { journey: 'j', version: 3, enrolment: 1, step: 's', visit: 2 };
  const [key] = [customerKey(edge.workspace, customerId.parse('a:b:c'))];
  expect(effectPlace(effectKey(key, place as Parameters<typeof effectKey>[1]))).toEqual({
    journey: 'j',
    version: 3,
    step: 's',
  });
});
