import { createHmac } from 'node:crypto';
import supertest from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sendConfirmations } from '../../activities/send-confirmations.ts';
import { startStandIn } from '../../channels/standin.ts';
import { signedHeaders } from '../../channels/webhook-signature.ts';
import type { WebhookCall, WebhookChannel } from '../../channels/webhook.ts';
import { newSealKey, openSeals } from '../../db/seal.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time.ts';
import { openEdge, PUBLIC_URL, type Edge } from './edge.ts';

const TOKEN = 'a-token-of-twilio';
const TWILIO = { provider: 'twilio', accountSid: 'AC1234', authToken: TOKEN, from: '+15005550006' };

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge({ seals: openSeals([newSealKey()]) ?? null });
});
afterAll(() => edge.close());

const put = (channel: string, body: object) => edge.call('put', `/v1/channels/${channel}`, { body });

/** As Twilio signs it. */
function sms(fields: Record<string, string>) {
  const path = `/v1/inbound/sms/${edge.workspace}`;
  const said = Object.entries(fields)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .reduce((text, [name, value]) => text + name + value, `${PUBLIC_URL}${path}`);
  const signature = createHmac('sha1', TOKEN).update(said).digest('base64');
  return supertest(edge.server).post(path).set('X-Twilio-Signature', signature).type('form').send(fields);
}

describe('a consent that is confirmed by a reply', () => {
  const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const out: WebhookCall[] = [];
  const webhook: WebhookChannel = {
    post: async (call) => (out.push(call), { is: 'answered', status: 200, body: '', retryAfter: null }),
  };
  const ask = (customer: string, more = {}) =>
    edge.call('post', `/v1/customers/${customer}/consents/confirmations`, {
      body: { channel: 'sms', source: 'footer-form', version: 'v1', ...more },
    });
  const consents = async (customer: string) => (await edge.call('get', `/v1/customers/${customer}/consents`)).body;
  const marketing = async (customer: string) =>
    (await consents(customer)).now.find((one: { channel: string }) => one.channel === 'sms').status;
  const numberOf = (customer: string, sms: string) =>
    edge.call('put', `/v1/customers/${customer}/contact`, { body: { addresses: { sms } } });

  /** Sends what is due, as the upkeep of a worker does. */
  async function sendDue(standIn = ''): Promise<void> {
    const { stores, links, ingest } = edge.deps;
    const workspace = async () => (await stores.workspaces.find(edge.workspace)) ?? expect.unreachable();
    const nowhere = { withLine: async () => expect.unreachable(), close: () => undefined };
    const ways = { channel: nowhere, mailbox: nowhere, standIn, webhook, settings: stores.channelSettings };
    const { acceptProfile } = ingest;
    await sendConfirmations({ ...stores, ...ways, acceptProfile, links, workspace, now: () => edge.clock.now });
  }

  /** As a gateway signs it. */
  function reply(said: { id: string; from: string; text: string }, secret = SECRET, at = edge.clock.now) {
    const body = JSON.stringify(said);
    return supertest(edge.server)
      .post(`/v1/inbound/sms-gateway/${edge.workspace}`)
      .set(signedHeaders(said.id, at, body, [secret]))
      .type('json')
      .send(body);
  }

  beforeEach(async () => {
    edge.clock.now += DAY;
    out.length = 0;
    await put('sms', { provider: 'http', url: 'https://sms.example.com/send', secret: SECRET });
  });

  test('is asked for once, pending until then, and holds by a signed YES, with its proof', async () => {
    await numberOf('sms-1', '+905320000001');
    for (let times = 0; times < 2; times += 1) {
      expect((await ask('sms-1')).body).toEqual({
        status: 'pending',
        expiresAt: new Date(edge.clock.now + 3 * DAY).toISOString(),
      });
    }
    const yes = { id: 'in-1', from: '+90 532 000 00 01', text: 'Evet.' };
    expect((await reply(yes)).status, 'before the question went out').toBe(204);
    expect(await marketing('sms-1')).toBe('none');
    for (let times = 0; times < 2; times += 1) await sendDue();
    expect(out.map(({ body }) => JSON.parse(body))).toEqual([
      { id: expect.any(String), to: '+905320000001', text: expect.stringContaining('The shop: reply YES to get') },
    ]);
    expect((await consents('sms-1')).pending).toMatchObject([{ channel: 'sms', purpose: 'marketing' }]);
    expect((await ask('sms-1', { purpose: 'service' })).body, 'one question at a time').toMatchObject({
      code: 'conflict',
    });

    edge.clock.now += 1_000;
    expect((await reply(yes, `whsec_${Buffer.alloc(24, 8).toString('base64')}`)).status).toBe(403);
    expect((await reply(yes, SECRET, edge.clock.now - 6 * MINUTE)).status).toBe(403);
    expect(await marketing('sms-1')).toBe('none');
    expect((await reply({ ...yes, from: 'ann' })).body.problems).toMatchObject([{ path: 'from' }]);
    for (let times = 0; times < 2; times += 1) expect((await reply({ ...yes, id: 'in-2' })).status).toBe(204);
    const { now, pending, ledger } = await consents('sms-1');
    expect(now).toContainEqual({ channel: 'sms', purpose: 'marketing', status: 'granted' });
    const question = JSON.parse(out[0]?.body ?? '').text;
    const sentAs = JSON.parse(out[0]?.body ?? '').id;
    expect([pending, ledger]).toMatchObject([
      [],
      [
        {
          status: 'granted',
          source: 'footer-form',
          by: 'customer',
          wording: question,
          version: 'v1',
          requestedAt: new Date(edge.clock.now - 1_000).toISOString(),
          at: new Date(edge.clock.now).toISOString(),
          reply: { question, sentAs, word: 'evet', id: 'in-2' },
        },
      ],
    ]);
    expect(ledger).toHaveLength(1);
    expect((await ask('sms-1')).body).toEqual({ status: 'granted', expiresAt: null });
  });

  test('is not asked for at night: it waits until quiet hours end where they are', async () => {
    const noon = edge.clock.now;
    const midnight = noon - (noon % DAY);
    await numberOf('sms-night', '+905320000009');
    await edge.call('put', '/v1/customers/sms-night/contact', { body: { timezone: 'Europe/Istanbul' } });
    // 21:00 there.
    edge.clock.now = midnight + 18 * HOUR;
    await ask('sms-night');
    await sendDue();
    expect(out).toEqual([]);
    edge.clock.now = midnight + 30 * HOUR - 1;
    await sendDue();
    expect(out).toEqual([]);
    edge.clock.now = midnight + 30 * HOUR;
    await sendDue();
    expect(out).toHaveLength(1);
    edge.clock.now = noon;
  });

  test('ends with STOP, with its time, and with the number; a yes means nothing then', async () => {
    await numberOf('sms-2', '+905320000002');
    await ask('sms-2');
    await sendDue();
    edge.clock.now += 1_000;
    await reply({ id: 'a', from: '+905320000002', text: 'RET' });
    await reply({ id: 'b', from: '+905320000002', text: 'YES' });
    expect([await marketing('sms-2'), (await consents('sms-2')).pending]).toEqual(['withdrawn', []]);
    expect((await ask('sms-2')).body).toMatchObject({ code: 'conflict' });
    await reply({ id: 'c', from: '+905320000002', text: 'START' });
    expect(await marketing('sms-2')).toBe('granted');

    await numberOf('sms-3', '+905320000003');
    await ask('sms-3');
    await sendDue();
    await numberOf('sms-3', '+905320000004');
    await reply({ id: 'd', from: '+905320000004', text: 'YES' });
    await numberOf('sms-3', '+905320000003');
    edge.clock.now += 3 * DAY;
    await reply({ id: 'e', from: '+905320000003', text: 'YES' });
    expect(await marketing('sms-3')).toBe('none');
  });

  test('about orders brings no marketing back by a word that is one of START too, and comes by Twilio as well', async () => {
    await numberOf('sms-4', '+905320000005');
    const body = { channel: 'sms', purpose: 'marketing', status: 'withdrawn', source: 'phone' };
    await edge.call('put', '/v1/customers/sms-4/consents', { body });
    edge.clock.now += 1;
    await ask('sms-4', { purpose: 'service' });
    await sendDue();
    await put('sms', TWILIO);
    await sms({ From: '+905320000005', Body: 'ONAY', MessageSid: 'SM77' });
    expect((await consents('sms-4')).now.filter((one: { channel: string }) => one.channel === 'sms')).toEqual([
      { channel: 'sms', purpose: 'marketing', status: 'withdrawn' },
      { channel: 'sms', purpose: 'service', status: 'granted' },
    ]);
    await put('sms', { ...TWILIO, from: 'The shop' });
    await numberOf('sms-5', '+905320000006');
    expect((await ask('sms-5')).body.detail).toContain('nobody can reply');
  });

  test('is tried in the mailbox where no provider is set up', async () => {
    await edge.deps.connection.collection('channel_settings').deleteMany({});
    const { mails } = edge.deps.stores;
    const standIn = await startStandIn({ port: 0, host: '127.0.0.1', store: (message) => mails.put(message) });
    await numberOf('sms-6', '+905320000007');
    await ask('sms-6');
    await sendDue(standIn.url);
    await standIn.stop();
    const { messages } = (await edge.call('get', '/mailbox.json')).body;
    const [{ id, text }] = messages;
    expect(text).toContain('reply YES');
    expect((await edge.call('post', `/v1/mailbox/${id}/replies`, { body: { text: 'yes' } })).status).toBe(204);
    expect((await consents('sms-6')).ledger).toMatchObject([
      { status: 'granted', reply: { word: 'yes', id: expect.stringMatching(/^stand-in:/) } },
    ]);
    expect((await edge.call('post', '/v1/mailbox/none/replies', { body: { text: 'yes' } })).status).toBe(404);
  });
});
