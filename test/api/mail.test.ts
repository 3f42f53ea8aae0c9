import type { Connection } from 'mongoose';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressIn, consentSaid } from '../../db/customers/contact-row.ts';
import { eventCollection } from '../../db/events/events.ts';
import { effectCollection, newEffect } from '../../db/messaging/effects.ts';
import { customerId, journeyId, stepId, workspaceId } from '../../domain/ids.schema.ts';
import { messageName } from '../../domain/journey/message-name.ts';
import { customerKey, effectKey } from '../../domain/keys.ts';
import { NO_MAIL_SETTINGS } from '../../domain/policy/mail-settings.ts';
import { openLinks } from '../../links/open.ts';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
let connection: Connection;
beforeAll(async () => {
  edge = await openEdge();
  ({ connection } = edge.deps);
});
afterAll(() => edge.close());

const ADDRESS = 'ann@example.net';

describe('the settings of mails', () => {
  test('are kept as they were said, and who changed them is written down', async () => {
    const body = {
      company: 'Tea & Sons',
      postalAddress: '1 Example Street',
      tracking: { opens: false, clicks: true },
    };
    expect((await edge.call('put', '/v1/mail/settings', { body })).body).toEqual(body);
    expect((await edge.call('get', '/v1/mail/settings')).body).toEqual(body);
    const { entries } = (await edge.call('get', '/v1/audit?kind=mail')).body;
    expect(JSON.stringify(entries)).toContain('Tea & Sons');
    for (const wrong of [
      {},
      { ...body, company: '' },
      { ...body, postalAddress: 'a\nb' },
      { ...body, tracking: true },
    ]) {
      expect((await edge.call('put', '/v1/mail/settings', { body: wrong })).status).toBe(422);
    }
  });

  test('have to say who sends before anything that sells by e-mail is published, and a service mail goes without', async () => {
    await edge.deps.stores.mailSettings.put(edge.workspace, NO_MAIL_SETTINGS);
    const journey = (category?: string) => ({
      name: 'Hello',
      enter: { on: 'move', to: ['at-risk'], again: '90d' },
      exit: [{ on: 'event', event: 'purchase' }],
      steps: [
        { id: 'wait', type: 'wait', for: '1d' },
        {
          id: 'hello',
          type: 'send',
          channel: 'email',
          subject: 'Hello',
          body: '<p>Hello</p>',
          ...(category && { category }),
        },
      ],
    });
    const publish = async (id: string, category?: string) => {
      await edge.call('put', `/v1/journeys/${id}`, { body: journey(category) });
      return await edge.call('post', `/v1/journeys/${id}/publish`, { body: {} });
    };
    const refused = await publish('sells');
    expect([refused.status, refused.body.problems]).toEqual([
      422,
      [
        expect.objectContaining({
          code: 'no-sender',
          path: 'steps[1]',
          message: expect.stringMatching(
            /^step "hello": .* sets company and postalAddress with PUT \/v1\/mail\/settings/,
          ),
        }),
      ],
    ]);
    expect((await publish('serves', 'service')).status).toBeLessThan(300);
    await edge.deps.stores.mailSettings.put(edge.workspace, {
      ...NO_MAIL_SETTINGS,
      company: 'Tea & Sons',
      postalAddress: '1 Example Street',
    });
    expect((await edge.call('post', '/v1/journeys/sells/publish', { body: {} })).status).toBeLessThan(300);
  });
});

/** As a mail server would send it; see `test/channels/report.test.ts` for the shapes. */
function report(type: 'bounce' | 'complaint', fields: string, returned: string, to = 'bounces@example.com'): string {
  const machine = type === 'bounce' ? 'message/delivery-status' : 'message/feedback-report';
  return `To: ${to}
MIME-Version: 1.0
Content-Type: multipart/report; boundary="cut"

--cut
Content-Type: ${machine}

${fields}

--cut
Content-Type: text/rfc822-headers

${returned}
--cut--
`.replaceAll('\n', '\r\n');
}

describe('what comes back of a mail', () => {
  const place = (visit: number) => ({
    journey: journeyId.parse('win-back'),
    version: 1,
    enrolment: 1,
    step: stepId.parse('hello'),
    visit,
  });
  const send = (body: string, key = edge.key) =>
    supertest(edge.server)
      .post('/v1/mail/reports')
      .set('Authorization', `Bearer ${key}`)
      .type('message/rfc822')
      .send(body)
      .then((reply) => reply.body.result);

  async function givenACustomer(name: string, address = ADDRESS) {
    const customer = customerId.parse(name);
    await edge.call('put', `/v1/customers/${name}/contact`, { body: { email: address } });
    const consent = { channel: 'email', status: 'granted', source: 'checkout' };
    await edge.call('put', `/v1/customers/${name}/consents`, { body: consent });
    edge.clock.now += 1_000;
    const wayOut = async (message: string, workspace = edge.workspace) => {
      const scope = { workspace, customer, channel: 'email', purpose: 'marketing', message } as const;
      return `List-Unsubscribe: <${(await edge.deps.links.wayOut(scope))?.unsubscribe}>`;
    };
    const contact = () => edge.deps.stores.contacts.get(edge.workspace, customer);
    const events = async () => {
      const rows = await eventCollection(connection).find({ customer, 'event.kind': 'activity' }).toArray();
      return rows.map(({ event }) => event);
    };
    return { customer, wayOut, contact, events };
  }

  const hard = `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ${ADDRESS.toUpperCase()}\nAction: failed\nStatus: 5.1.1`;
  const soft = `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; bob@example.net\nAction: failed\nStatus: 5.2.2`;

  test('a hard bounce suppresses the address for everybody, and no event says it', async () => {
    const { wayOut, contact, events } = await givenACustomer('b-1');
    const message = '1'.repeat(40);
    const mail = report('bounce', hard, await wayOut(message));
    expect([await send(mail), await send(mail)]).toEqual(['suppressed', 'suppressed']);
    expect(addressIn(await contact(), 'email')).toBeUndefined();
    const hashed = await edge.deps.links.hashed(edge.workspace, 'email', ADDRESS);
    expect(await edge.deps.stores.suppressions.find(hashed)).toMatchObject({ reason: 'bounce' });
    expect(edge.told.at(-1)).toEqual({ customer: 'b-1', change: { address: { email: false } } });
    expect(await events()).toEqual([
      expect.objectContaining({ type: 'bounce', facts: { message, channel: 'email', is: 'hard', status: '5.1.1' } }),
    ]);
    expect(JSON.stringify(await events())).not.toContain('ann@');
  });

  test('is found by the address that it came back to, where the message itself did not come along', async () => {
    const { customer, contact } = await givenACustomer('b-2', 'cyn@example.net');
    const key = effectKey(customerKey(edge.workspace, customer), place(1));
    const sent = newEffect<'sendMessage'>(
      { workspace: edge.workspace, customer },
      {
        key,
        kind: 'sendMessage',
        origin: { by: 'journey', place: place(1) },
        at: NOW,
        channel: 'email',
        context: NO_CONTEXT,
        summary: '',
      },
    );
    const messageId = `<${messageName(key)}@example.com>`;
    await effectCollection(connection).insertOne({
      ...sent,
      state: 'done',
      result: { messageId },
      attempts: 1,
      changedAt: NOW,
    });
    const links = openLinks(connection, { bounceAddress: 'bounces@example.com' });
    const path = (await links.returnPath(messageName(key))) ?? '';
    const fields = hard.replace(ADDRESS.toUpperCase(), 'cyn@example.net');
    expect(
      await send(report('bounce', fields, 'Subject: Hello', `bounces+${messageName(key)}-aaaaaaaaaa@example.com`)),
    ).toBe('unknown');
    expect(await send(report('bounce', fields, 'Subject: Hello', path))).toBe('suppressed');
    expect(addressIn(await contact(), 'email')).toBeUndefined();
  });

  test('soft ones are counted, each message once, until there are too many', async () => {
    const { wayOut, contact } = await givenACustomer('b-3', 'bob@example.net');
    const results: string[] = [];
    for (const message of ['1', '1', '2', '3', '4', '5']) {
      results.push(await send(report('bounce', soft, await wayOut(message.repeat(40)))));
    }
    expect(results).toEqual(['counted', 'counted', 'counted', 'counted', 'counted', 'suppressed']);
    expect(addressIn(await contact(), 'email')).toBeUndefined();
  });

  test('a complaint withdraws the consent, and says so to the customer once', async () => {
    const { wayOut, contact, events } = await givenACustomer('b-4', 'dan@example.net');
    const mail = report('complaint', 'Feedback-Type: abuse\nVersion: 1', await wayOut('4'.repeat(40)));
    expect([await send(mail), await send(mail)]).toEqual(['withdrawn', 'withdrawn']);
    expect(consentSaid(await contact(), 'email', 'marketing')).toBe('withdrawn');
    expect((await contact())?.consents).toHaveLength(2);
    expect(await events()).toEqual([expect.objectContaining({ type: 'complaint' })]);
  });

  test('anything else changes nothing', async () => {
    const { wayOut, contact } = await givenACustomer('b-5', 'eve@example.net');
    const blocked = hard.replace('5.1.1', '5.7.1').replace(ADDRESS.toUpperCase(), 'eve@example.net');
    expect(await send(report('bounce', blocked, await wayOut('5'.repeat(40))))).toBe('noted');
    expect(await send(report('bounce', hard, 'List-Unsubscribe: <https://sojourn.example.com/u/made-up>'))).toBe(
      'unknown',
    );
    expect(await send(report('bounce', hard, await wayOut('5'.repeat(40), workspaceId.parse('other'))))).toBe(
      'unknown',
    );
    expect(await send('Subject: I am away\r\n\r\nUntil Monday.')).toBe('ignored');
    expect(addressIn(await contact(), 'email')).toBe('eve@example.net');
    expect(consentSaid(await contact(), 'email', 'marketing')).toBe('granted');
    const anonymous = await supertest(edge.server).post('/v1/mail/reports').type('message/rfc822').send('x');
    expect(anonymous.status).toBe(401);
  });
});

const NO_CONTEXT = {
  segment: null,
  previousSegment: null,
  score: null,
  orders: 0,
  revenue: 0,
  daysSinceLast: null,
} as const;
