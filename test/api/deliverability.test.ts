import { afterAll, beforeAll, expect, test } from 'vitest';
import { censusOf } from '../../db/tallies/census.ts';
import { counterCollection } from '../../db/tallies/counters.ts';
import { effectCollection, newEffect, type EffectEnd } from '../../db/messaging/effects.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { blankOf } from '../../db/privacy/blanks.ts';
import { mongoCustomerPurge } from '../../db/privacy/purge.ts';
import { messagesToCount } from '../../db/migrations/messages-to-count.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import { customerId, journeyId, stepId } from '../../domain/ids.schema.ts';
import { customerKey, effectKey, type EffectKey } from '../../domain/keys.ts';
import { messageName } from '../../domain/journey/message-name.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { takeWritten } from '../../ingest/inbound.ts';
import { inboundPorts } from '../../api/channels/inbound.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

const SENT: EffectEnd<'sendMessage'> = { state: 'done', result: { messageId: '<m@shop.example>' } };

interface Sending {
  readonly journey?: string;
  readonly version?: number;
  readonly channel?: Channel;
  readonly at?: Instant;
  readonly end?: EffectEnd<'sendMessage'>;
}

/** A message as the ledger takes it, from its claim to its end. @returns its key */
async function send(customer: string, given: Sending = {}): Promise<EffectKey> {
  const { journey = 'welcome', version = 1, channel = 'email', at = NOW, end = SENT } = given;
  const who = customerId.parse(customer);
  const place = { journey: journeyId.parse(journey), version, enrolment: 1, step: stepId.parse('hello'), visit: 1 };
  const key = effectKey(customerKey(edge.workspace, who), place);
  const context = { customer: { id: who } };
  const effect = { kind: 'sendMessage', key, origin: { by: 'journey', place }, at, channel, summary: '' } as const;
  const ledger = mongoEffectLedger(edge.deps.connection);
  await ledger.claim(
    newEffect({ workspace: edge.workspace, customer: who }, { ...effect, context: context as never }),
    at,
  );
  await ledger.end(key, end, at);
  return key;
}

const told = async (
  customer: string,
  key: EffectKey,
  sign: 'bounce' | 'complaint' | 'unsubscribe' | 'open',
  is = 'hard',
) => {
  const here = await edge.deps.stores.workspaces.find(edge.workspace);
  if (here === null) throw new Error('there is a workspace');
  const facts = sign === 'bounce' ? { is } : {};
  const once = `${sign}${is}`;
  await edge.deps.ingest.acceptMessageSign(here, customerId.parse(customer), {
    sign,
    message: messageName(key),
    facts,
    once,
  });
};

interface OfChannel {
  readonly channel: string;
  readonly messages: { readonly sent: number };
}
const sentOf = (channels: readonly OfChannel[]) => channels.reduce((sum, { messages }) => sum + messages.sent, 0);

const ask = async (query = '') => (await edge.call('get', `/v1/deliverability${query}`)).body;
const census = async () => {
  const here = await edge.deps.stores.workspaces.find(edge.workspace);
  if (here === null) throw new Error('there is a workspace');
  return await censusOf(edge.deps.stores.playbooks, here, NOW);
};

test('every message counts by its journey, channel and day, with what came back of it, once', async () => {
  const yesterday = NOW - DAY;
  await send('a', { at: yesterday });
  const bounced = await send('b', { at: yesterday });
  const complained = await send('c');
  const left = await send('d', { version: 2 });
  await send('e', { end: { state: 'unknown', reason: 'no reply' } });
  await send('f', { end: { state: 'failed', reason: 'refused' } });
  await send('g', { end: { state: 'skipped', reason: 'no-consent' } });
  await send('h', { end: { state: 'retry', reason: 'later' } });
  const sms = await send('a', { journey: 'alerts', channel: 'sms' });
  await edge.deps.stores.delivery.note(edge.workspace, sms, 'delivered');
  const lost = await send('b', { journey: 'alerts', channel: 'sms' });
  await edge.deps.stores.delivery.note(edge.workspace, lost, 'undelivered');

  expect((await ask()).all).toMatchObject({ sent: 6, delivered: 1, bounced: 1, unknown: 1, failed: 1, opened: null });
  await told('b', bounced, 'bounce', 'soft');
  await told('b', bounced, 'bounce', 'hard');
  await told('c', complained, 'complaint');
  await told('c', complained, 'complaint');
  await told('d', left, 'unsubscribe');
  await told('d', left, 'open');
  await told('d', 'shop:d:another:1:1:hello:1' as EffectKey, 'unsubscribe');

  const body = await ask('?days=3');
  expect(body).toMatchObject({ uncounted: 0, from: '2026-06-13', to: '2026-06-15' });
  expect(body.all).toEqual({
    sent: 6,
    delivered: 1,
    bounced: 2,
    bouncedHard: 1,
    complained: 1,
    unsubscribed: 1,
    unknown: 1,
    failed: 1,
    opened: 1,
    clicked: null,
    rates: { bounced: 2 / 6, complained: 1 / 4, unsubscribed: 1 / 4, opened: 1 / 4, clicked: null },
    warnings: ['complaints-blocking', 'bounces'],
    few: true,
  });
  expect(body.byDay).toMatchObject([
    { day: '2026-06-13', messages: { sent: 0, bounced: 0, complained: 0 }, channels: [] },
    { day: '2026-06-14', messages: { sent: 2, bounced: 1, complained: 0 } },
    { day: '2026-06-15', messages: { sent: 4, bounced: 1, complained: 1 } },
  ]);
  // Each day adds up to what it says in all, and each channel over the days to what it says of itself.
  for (const { messages, channels } of body.byDay) expect(sentOf(channels)).toBe(messages.sent);
  for (const { channel, messages } of body.channels) {
    const its = body.byDay.flatMap(({ channels }: { channels: OfChannel[] }) => channels);
    expect(sentOf(its.filter((one: OfChannel) => one.channel === channel))).toBe(messages.sent);
  }
  expect(body.byDay[1].channels).toMatchObject([{ channel: 'email', messages: { sent: 2, bounced: 1 } }]);
  expect(body.channels).toMatchObject([
    { channel: 'email', messages: { sent: 4, bounced: 1 } },
    { channel: 'sms', messages: { sent: 2, delivered: 1, bounced: 1 } },
  ]);
  const warnings = ['complaints-blocking', 'bounces'];
  expect(body.journeys).toMatchObject([
    { journey: 'welcome', name: 'welcome', messages: { sent: 4, unknown: 1, warnings } },
    { journey: 'alerts', messages: { sent: 2, complained: 0, warnings: ['bounces'] } },
  ]);
  expect((await ask('?journey=welcome&version=2')).all).toMatchObject({ sent: 1, unsubscribed: 1, bounced: 0 });
  expect((await ask('?channel=sms')).all).toMatchObject({ sent: 2 });
  expect((await ask('?days=1&to=2026-06-14')).all).toMatchObject({ sent: 2, bounced: 1, complained: 0 });
});

test('an answer of STOP is one to the last message of its channel', async () => {
  const phone = '+447700900123';
  await edge.call('put', '/v1/customers/z/contact', { body: { addresses: { sms: phone } } });
  await send('z', { journey: 'older', channel: 'sms', at: NOW - 2 * DAY });
  await send('z', { journey: 'newer', channel: 'sms', at: NOW - DAY });
  await send('z', { journey: 'mail', at: NOW });
  const here = await edge.deps.stores.workspaces.find(edge.workspace);
  if (here === null) throw new Error('there is a workspace');
  await takeWritten(inboundPorts(edge.deps), here, { channel: 'sms', from: phone, text: 'STOP', id: '1' });
  const of = async (journey: string) => (await ask(`?journey=${journey}`)).all.unsubscribed;
  expect([await of('older'), await of('newer'), await of('mail')]).toEqual([0, 1, 0]);
});

test('a rebuild finds what was counted wrongly, and puts it right', async () => {
  await ask();
  const { tallies } = edge.deps.stores;
  expect((await tallies.rebuild(await census())).differences).toEqual([]);
  const right = (await ask()).all;
  const counters = counterCollection(edge.deps.connection);
  await counters.updateOne({ tally: 'delivery', of: 'alerts/1/sms' }, { $inc: { 'sums.sent': 5 } });
  await effectCollection(edge.deps.connection).updateOne(
    { 'about.channel': 'email', state: 'done' },
    { $unset: { under: 1 } },
  );
  expect((await ask()).all.sent).toBe(right.sent + 5);
  const { differences } = await tallies.rebuild(await census());
  expect(differences).toContainEqual(
    expect.objectContaining({ tally: 'delivery', of: 'alerts/1/sms', amount: 'sent', counted: 7, recounted: 2 }),
  );
  expect((await ask()).all).toEqual(right);
});

test('what was sent before it was counted is counted after the upgrade', async () => {
  const right = (await ask()).all;
  const effects = effectCollection(edge.deps.connection);
  await effects.updateMany({}, { $unset: { under: 1, uncounted: 1 } });
  await counterCollection(edge.deps.connection).deleteMany({ tally: 'delivery' });
  await messagesToCount.run(edge.deps.connection, async () => undefined);
  expect((await ask()).all).toEqual(right);
});

test('whoever is erased takes nothing off the sums, and their row says nothing of them', async () => {
  const right = (await ask()).all;
  const effects = effectCollection(edge.deps.connection);
  const alias = customerId.parse('alias');
  const rows = await effects.find({ workspace: edge.workspace }).toArray();
  for (const row of rows) {
    const { customer } = row;
    const into = blankOf('effects')?.({ ...row }, { workspace: edge.workspace, customer, alias });
    await effects.deleteOne({ _id: row._id });
    if (into?.is !== 'row') continue;
    expect(JSON.stringify(into.row)).not.toMatch(/"shop:[a-hz]:|m@shop/);
    const aliased = { ...into.row, _id: `${into.row._id}:${row._id}` as EffectKey };
    await effects.insertOne(aliased as never);
  }
  expect((await edge.deps.stores.tallies.rebuild(await census())).differences).toEqual([]);
  expect((await ask()).all).toEqual(right);
});

test('what cannot be asked is refused with what to ask instead', async () => {
  for (const query of ['?days=401', '?days=0', '?to=yesterday', '?channel=fax', '?version=1', '?journey=No%20Such']) {
    const { status, body } = await edge.call('get', `/v1/deliverability${query}`);
    expect([query, status, body.code]).toEqual([query, 422, 'invalid']);
  }
});

test('what was counted stays where its messages are purged, and a rebuild finds no difference', async () => {
  const { tallies } = edge.deps.stores;
  for (const journey of ['old', 'older']) await send('i', { journey, at: NOW - 3 * DAY });
  const before = await ask();
  const purge = mongoCustomerPurge(edge.deps.connection);
  const who = { workspace: edge.workspace, customer: customerId.parse('i') };
  const effects = () => purge.effects(who, NOW - DAY, 'no job');
  expect(await effects()).toBe(2);
  expect(await effects()).toBe(0);
  expect((await tallies.rebuild(await census())).differences).toEqual([]);
  expect(await ask()).toEqual(before);
  // Not counted yet: it waits for that.
  await send('i', { journey: 'newest', at: NOW - 2 * DAY });
  expect(await effects()).toBe(0);
});
