import { afterAll, beforeAll, expect, test } from 'vitest';
import { newEffect, type EffectEnd } from '../../db/messaging/effects.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { customerId } from '../../domain/ids.schema.ts';
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
