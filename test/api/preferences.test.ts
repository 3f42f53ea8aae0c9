import { createHash } from 'node:crypto';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendConfirmations } from '../../activities/send-confirmations.ts';
import type { EmailChannel, Mail } from '../../channels/email.ts';
import type { Line } from '../../channels/port.ts';
import { consentSaid } from '../../db/customers/contact-row.ts';
import { eventCollection } from '../../db/events/events.ts';
import { customerId } from '../../domain/ids.schema.ts';
import { DAY, MINUTE } from '../../domain/time.ts';
import type { MessageScope } from '../../links/preference-token.ts';
import { NOW, openEdge, PUBLIC_URL, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
  await edge.deps.stores.mailSettings.put(edge.workspace, {
    company: 'Tea & Sons',
    postalAddress: '1 Example Street',
    tracking: { opens: false, clicks: false },
  });
});
afterAll(() => edge.close());

const MESSAGE = '0'.repeat(40);

async function linkOf(customer: string, more: Partial<MessageScope> = {}): Promise<string> {
  const scope = {
    workspace: edge.workspace,
    customer: customerId.parse(customer),
    channel: 'email',
    purpose: 'marketing',
  } as const;
  const out = await edge.deps.links.wayOut({ ...scope, message: MESSAGE, ...more });
  return out?.unsubscribe.replace(PUBLIC_URL, '') ?? '';
}

async function agreed(customer: string, channel = 'email', purpose = 'marketing'): Promise<void> {
  const body = { channel, purpose, status: 'granted', source: 'checkout', wording: 'Yes.' };
  await edge.call('put', `/v1/customers/${customer}/consents`, { body });
  // What is said next is later.
  edge.clock.now += 1_000;
}

async function said(
  customer: string,
  channel: 'email' | 'sms' = 'email',
  purpose: 'marketing' | 'service' = 'marketing',
) {
  return consentSaid(await edge.deps.stores.contacts.get(edge.workspace, customerId.parse(customer)), channel, purpose);
}

/** What the newest change told the customer of their addresses. */
async function addressTold(customer: string): Promise<unknown> {
  const rows = eventCollection(edge.deps.connection).find({ customer: customerId.parse(customer) });
  const told = await rows.toArray();
  const [newest] = told
    .flatMap(({ event }) => (event.kind === 'profile' ? [event] : []))
    .toSorted((a, b) => (b.revision ?? 0) - (a.revision ?? 0));
  return newest?.address;
}

const get = (path: string, language = 'en') => supertest(edge.server).get(path).set('Accept-Language', language);
const post = (path: string, body = 'List-Unsubscribe=One-Click') =>
  supertest(edge.server).post(path).type('form').send(body);

describe('the link in a message', () => {
  test('shows a page and changes nothing, however often a scanner opens it', async () => {
    await agreed('c-1');
    const link = await linkOf('c-1');
    for (const open of [get(link), get(link), supertest(edge.server).head(link)]) expect((await open).status).toBe(200);
    const page = await get(link);
    expect(page.text).toContain('<html lang="en">');
    expect(page.text).toContain('Tea &amp; Sons');
    expect(page.text).toContain(`<form method="post" action="${link}">`);
    expect(page.text).not.toMatch(/<script|c-1\b/);
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
    );
    expect(page.headers['cache-control']).toBe('no-store');
    expect(await said('c-1')).toBe('granted');
  });

  test('takes one click without a cookie, a key or another page, and keeps how it was said', async () => {
    await agreed('c-2');
    const reply = await post(await linkOf('c-2'));
    expect(reply.status).toBe(200);
    expect(reply.headers['set-cookie']).toBeUndefined();
    expect(reply.text).toContain('role="status"');
    expect(await said('c-2')).toBe('withdrawn');
    const contact = await edge.deps.stores.contacts.get(edge.workspace, customerId.parse('c-2'));
    expect(contact?.consents.at(-1)).toMatchObject({
      status: 'withdrawn',
      source: 'unsubscribe-link',
      proof: { by: { kind: 'customer' }, message: MESSAGE },
    });
    expect(edge.told.at(-1)).toEqual({ customer: 'c-2', change: { consent: { email: { marketing: false } } } });
    const told = await eventCollection(edge.deps.connection).findOne({
      customer: customerId.parse('c-2'),
      'event.type': 'unsubscribe',
    });
    expect(told?.event).toMatchObject({ facts: { message: MESSAGE, channel: 'email', purpose: 'marketing' } });
  });

  test.each([
    ['as a form in parts', (path: string) => supertest(edge.server).post(path).field('List-Unsubscribe', 'One-Click')],
    ['with nothing', (path: string) => supertest(edge.server).post(path)],
    [
      'from anywhere',
      (path: string) => post(path).set('Origin', 'https://mail.example.net').set('Sec-Fetch-Site', 'cross-site'),
    ],
  ])('takes it %s', async (how, send) => {
    const customer = `c-3${how.length}`;
    await agreed(customer);
    expect((await send(await linkOf(customer))).status).toBe(200);
    expect(await said(customer)).toBe('withdrawn');
  });

  test('pressed again it changes nothing more', async () => {
    await agreed('c-4');
    const link = await linkOf('c-4');
    await Promise.all([post(link), post(link)]);
    edge.clock.now += 1_000;
    await post(link);
    const words = (await edge.deps.stores.contacts.get(edge.workspace, customerId.parse('c-4')))?.consents ?? [];
    expect(words.filter(({ at }) => at === edge.clock.now)).toEqual([]);
    expect((await get(link)).text).not.toContain('name="List-Unsubscribe"');
  });

  test('counts although a word before it came from a clock that goes ahead', async () => {
    edge.clock.now += DAY;
    await agreed('c-40');
    edge.clock.now -= DAY;
    await post(await linkOf('c-40'));
    expect(await said('c-40')).toBe('withdrawn');
  });

  test('of one purpose leaves the others', async () => {
    await agreed('c-5', 'email', 'service');
    await agreed('c-5');
    await post(await linkOf('c-5'));
    expect([await said('c-5'), await said('c-5', 'email', 'service')]).toEqual(['withdrawn', 'granted']);
  });
});

describe('what somebody chooses', () => {
  test('is taken for what was shown, both ways, with the words they ticked', async () => {
    await agreed('c-6');
    await agreed('c-6', 'sms');
    const link = await linkOf('c-6');
    const page = (await get(link)).text;
    expect([...page.matchAll(/name="wanted" value="([^"]+)" checked/g)].map(([, name]) => name)).toEqual([
      'email.marketing',
      'sms.marketing',
    ]);
    const listed = 'listed=email.marketing&listed=sms.marketing';
    expect((await post(`${link}/choices`, `${listed}&wanted=sms.marketing`)).text).toContain('Your choices are saved.');
    expect([await said('c-6'), await said('c-6', 'sms')]).toEqual(['withdrawn', 'granted']);
    // Said at the same instant, and later all the same: a test clock may stand.
    await post(`${link}/choices`, `${listed}&wanted=sms.marketing&wanted=email.marketing`);
    expect(await said('c-6')).toBe('granted');
    const contact = await edge.deps.stores.contacts.get(edge.workspace, customerId.parse('c-6'));
    expect(contact?.consents.at(-1)).toMatchObject({
      source: 'preference-page',
      wording: 'Yes, I want to get: Offers and news by e-mail.',
    });
  });

  test('never goes beyond what was shown', async () => {
    await agreed('c-7');
    const link = await linkOf('c-7');
    await post(
      `${link}/choices`,
      'listed=email.marketing&listed=sms.marketing&wanted=email.marketing&wanted=sms.marketing',
    );
    expect(await said('c-7', 'sms')).toBe('none');
    for (const body of ['listed=x&wanted=y', 'listed[$gt]=', 'wanted=email.marketing', ''])
      await post(`${link}/choices`, body);
    expect(await said('c-7')).toBe('granted');
  });
});

test('the page speaks the language of the customer, and of the browser where none is known', async () => {
  const link = await linkOf('c-8');
  expect((await get(link, 'tr-TR,tr;q=0.9')).text).toContain('Abonelikten çık');
  expect((await get(link, 'fi,de')).text).toContain('Unsubscribe');
});

test.each(['/u/none', '/u/none/choices', `/u/${'A'.repeat(120)}`])('%s leads nowhere, in words', async (path) => {
  const reply = await post(path);
  expect(reply.status).toBe(404);
  expect(reply.text).toContain('This link leads nowhere.');
  expect(reply.type).toBe('text/html');
});

test('a link of a workspace that is gone leads nowhere', async () => {
  const link = await linkOf('c-1', { workspace: 'gone' as never });
  expect((await get(link)).status).toBe(404);
});

describe('a picture and a link that tell', () => {
  const of = () => ({ workspace: edge.workspace, customer: customerId.parse('c-9'), message: MESSAGE, at: NOW });
  const html = () =>
    edge.deps.links.tracked('<a href="https://shop.example.com/a?b=1">x</a>', of(), { opens: true, clicks: true });
  const events = () =>
    eventCollection(edge.deps.connection)
      .find({ customer: customerId.parse('c-9') })
      .toArray();
  const fetchAll = async (agent: string) => {
    const [click = '', open = ''] = [
      ...(await html()).matchAll(/https:\/\/sojourn\.example\.com(\/[co]\/[\w-]+)/g),
    ].map(([, path = '']) => path);
    const asked = (path: string) => supertest(edge.server).get(path).set('User-Agent', agent).redirects(0);
    return [await asked(click), await asked(open)] as const;
  };
  const settings = (on: boolean) =>
    edge.deps.stores.mailSettings.put(edge.workspace, {
      company: null,
      postalAddress: null,
      tracking: { opens: on, clicks: on },
    });

  test('tell nothing where nobody wants to know, and still lead on', async () => {
    await settings(false);
    const [click, open] = await fetchAll('Mozilla/5.0 (Windows NT 10.0)');
    expect([click.status, click.headers['location']]).toEqual([302, 'https://shop.example.com/a?b=1']);
    expect([open.status, open.type]).toEqual([200, 'image/gif']);
    expect(await events()).toEqual([]);
  });

  test('tell a customer once a day, by events that journeys know', async () => {
    await settings(true);
    for (let times = 0; times < 2; times += 1) await fetchAll('Mozilla/5.0 (Windows NT 10.0)');
    await fetchAll('Mozilla/5.0');
    const told = (await events()).map(({ event }) => event);
    expect(told).toEqual([
      expect.objectContaining({ type: 'click', facts: { message: MESSAGE, url: 'https://shop.example.com/a' } }),
      expect.objectContaining({ type: 'open', facts: { message: MESSAGE, by: 'person' } }),
      expect.objectContaining({ type: 'open.prefetched', facts: { message: MESSAGE, by: 'prefetch' } }),
    ]);
  });

  test('that somebody made up lead nowhere', async () => {
    const reply = await supertest(edge.server).get('/c/aHR0cHM6Ly9ldmlsLmV4YW1wbGUuY29tL2xvbmc').redirects(0);
    expect([reply.status, reply.headers['location']]).toEqual([404, undefined]);
  });
});

describe('a consent that has to be confirmed', () => {
  const ask = (customer: string, more = {}) =>
    edge.call('post', `/v1/customers/${customer}/consents/confirmations`, {
      body: { channel: 'email', source: 'footer-form', wording: 'Yes, send me news.', version: 'v1', ...more },
    });
  const consents = async (customer: string) => (await edge.call('get', `/v1/customers/${customer}/consents`)).body;

  /** Sends what is due, as the upkeep of a worker does. */
  async function sendDue(outcome: Awaited<ReturnType<Line<'email'>['send']>>): Promise<readonly Mail[]> {
    const mails: Mail[] = [];
    const line: Line<'email'> = { send: async (mail) => (mails.push(mail), outcome) };
    const channel: EmailChannel = { withLine: (_workspace, work) => work(line), close: () => undefined };
    const { stores, links } = edge.deps;
    const workspace = async () => (await stores.workspaces.find(edge.workspace)) ?? expect.unreachable();
    const { acceptProfile } = edge.deps.ingest;
    const ways = {
      settings: stores.channelSettings,
      standIn: '',
      webhook: { post: async () => expect.unreachable() },
      acceptProfile,
    };
    const now = () => edge.clock.now;
    await sendConfirmations({ ...stores, ...ways, links, workspace, channel, mailbox: channel, now });
    return mails;
  }

  const SENT = { state: 'sent', messageId: '<x@example.com>' } as const;
  const linkIn = (mail: Mail | undefined) => /\/confirm\/[\w-]+/.exec(mail?.parts.text ?? '')?.[0] ?? '';

  test('is asked for by one mail, is pending, and holds when the button is pressed, with its proof', async () => {
    await edge.call('put', '/v1/customers/d-1/contact', { body: { email: 'dan@example.net' } });
    expect((await ask('d-1')).body).toMatchObject({ status: 'pending' });
    expect((await ask('d-1')).body).toMatchObject({ status: 'pending' });
    const mails = await sendDue(SENT);
    expect(mails).toEqual([
      expect.objectContaining({
        to: 'dan@example.net',
        parts: expect.objectContaining({ subject: expect.stringContaining('confirm') }),
      }),
    ]);
    expect(await sendDue(SENT)).toEqual([]);
    expect((await consents('d-1')).pending).toMatchObject([{ channel: 'email', purpose: 'marketing' }]);

    const link = linkIn(mails[0]);
    const page = await get(link);
    expect(page.text).toContain('Yes, I want this');
    expect([await said('d-1'), page.headers['set-cookie']]).toEqual(['none', undefined]);
    for (let times = 0; times < 2; times += 1) expect((await post(link)).text).toContain('Thank you, it is confirmed.');
    expect((await get(link)).text).toContain('Thank you');
    const { now, pending, ledger } = await consents('d-1');
    expect(now).toContainEqual({ channel: 'email', purpose: 'marketing', status: 'granted' });
    expect([pending, ledger]).toMatchObject([
      [],
      [
        {
          status: 'granted',
          source: 'footer-form',
          by: 'customer',
          wording: 'Yes, send me news.',
          wordingHash: createHash('sha256').update('Yes, send me news.').digest('hex'),
          version: 'v1',
          requestedAt: expect.any(String),
        },
      ],
    ]);
    expect((await ask('d-1')).body).toEqual({ status: 'granted', expiresAt: null });
  });

  test('means nothing at another address than the one it was sent to, where it is asked for anew at once', async () => {
    const put = (email: string) => edge.call('put', '/v1/customers/d-9/contact', { body: { email } });
    await put('typo@example.net');
    await ask('d-9');
    const [first] = await sendDue(SENT);
    await put('right@example.net');
    for (const open of [get, post]) expect((await open(linkIn(first))).text).toContain('This link has expired.');
    expect(await said('d-9')).toBe('none');
    await ask('d-9');
    // One that waits goes to no other address either.
    await put('typo@example.net');
    expect(await sendDue(SENT)).toEqual([]);
    await put('right@example.net');
    edge.clock.now += 11 * MINUTE;
    await ask('d-9');
    const [second] = await sendDue(SENT);
    expect((await post(linkIn(second))).text).toContain('Thank you, it is confirmed.');
  });

  test('leads nowhere after a week, or when it was asked for again', async () => {
    await edge.call('put', '/v1/customers/d-2/contact', { body: { email: 'eve@example.net' } });
    await ask('d-2');
    const [first] = await sendDue(SENT);
    edge.clock.now += 11 * MINUTE;
    await ask('d-2');
    const [second] = await sendDue(SENT);
    expect((await post(linkIn(first))).text).toContain('This link has expired.');
    edge.clock.now += 7 * DAY;
    expect((await get(linkIn(second))).text).toContain('This link has expired.');
    expect((await post(linkIn(second))).text).toContain('This link has expired.');
    expect(await said('d-2')).toBe('none');
    expect((await consents('d-2')).pending).toEqual([]);
  });

  test('is tried again only where its mail certainly did not go out', async () => {
    await edge.call('put', '/v1/customers/d-3/contact', { body: { email: 'flo@example.net' } });
    await ask('d-3');
    expect(await sendDue({ state: 'retry', reason: 'busy' })).toHaveLength(1);
    expect(await sendDue(SENT), 'at once').toEqual([]);
    edge.clock.now += 2 * MINUTE;
    expect(await sendDue({ state: 'unknown', reason: 'no answer' })).toHaveLength(1);
    edge.clock.now += DAY;
    expect(await sendDue(SENT)).toEqual([]);
  });

  test('cannot be asked for where there is no address, or nothing is sent to it', async () => {
    expect((await ask('d-4')).body.detail).toMatch(/no address is stored/);
    await edge.call('put', '/v1/customers/d-4/contact', { body: { email: 'gus@example.net' } });
    const put = (suppressed: boolean) =>
      edge.call('put', '/v1/suppressions', { body: { channel: 'email', address: 'Gus@example.net', suppressed } });
    expect((await put(true)).body).toMatchObject({ suppressed: true, reason: 'request' });
    expect((await ask('d-4')).body.detail).toMatch(/suppressed \(request\)/);
    // Whoever counts who can be reached hears of it, and so does whoever looks at the customer.
    const where = async () => {
      const { channels } = (await edge.call('get', '/v1/customers/d-4/consents')).body;
      return [channels[0], await addressTold('d-4')];
    };
    const at = expect.any(String);
    expect(await where()).toEqual([
      {
        channel: 'email',
        hasAddress: true,
        refused: { reason: 'suppressed by the team', at },
        suppressed: { reason: 'request', since: at },
      },
      { email: false },
    ]);
    expect((await put(false)).body).toEqual({ suppressed: false, reason: null, since: null });
    expect(await where()).toEqual([
      { channel: 'email', hasAddress: true, refused: null, suppressed: null },
      { email: true },
    ]);
    expect((await ask('d-4')).status).toBe(202);

    // Whoever comes with an address that was suppressed before is as little reached.
    await put(true);
    await edge.call('put', '/v1/customers/d-5/contact', { body: { email: 'Gus@example.net' } });
    const { channels } = (await edge.call('get', '/v1/customers/d-5/consents')).body;
    expect(channels[0]).toMatchObject({ hasAddress: true, refused: { reason: 'suppressed before (request)' } });
    expect(await addressTold('d-5')).toEqual({ email: false });
    await put(false);
    expect(await addressTold('d-5')).toEqual({ email: true });
  });
});
