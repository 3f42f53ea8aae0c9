import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOW, openEdge, type Edge } from './edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
  const mail = { workspace: 'shop', customer: 'c-1', effect: 'key', from: 'shop@example.com', receivedAt: NOW };
  const put = (id: string, at: number, text: string, html: string) =>
    edge.deps.stores.mails.put({ id, ...mail, at, to: `<${id}>@example.com`, subject: `<b>${id}</b>`, text, html });
  await put('older', NOW - 1, 'plain & simple', '');
  await put('newer', NOW, 'as text', '<p style="color:red">"Hi"</p><script>alert(1)</script>');
  await put('foreign', NOW, 'not yours', '');
  await edge.deps.connection
    .collection<{ _id: string }>('mailbox')
    .updateOne({ _id: 'foreign' }, { $set: { workspace: 'other' } });
});
afterAll(() => edge.close());

const basic = (password: string) => `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;

describe('the mailbox', () => {
  test('asks a browser for a password, which is the key', async () => {
    const refused = await supertest(edge.app).get('/mailbox');
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toMatch(/^Basic /);
    expect((await supertest(edge.app).get('/mailbox').set('Authorization', basic('wrong'))).status).toBe(401);
    const page = await supertest(edge.app).get('/mailbox').set('Authorization', basic(edge.key));
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    // Nowhere else does a browser get in by itself.
    expect((await supertest(edge.app).get('/v1/moves').set('Authorization', basic(edge.key))).status).toBe(401);
  });

  test('shows the workspace’s own mail, newest first, and lets none of it run', async () => {
    const { text, headers } = await edge.call('get', '/mailbox');
    expect(text.indexOf('newer')).toBeGreaterThan(0);
    expect(text.indexOf('newer')).toBeLessThan(text.indexOf('older'));
    expect(text).not.toContain('foreign');
    expect(text).toContain('<h2>&lt;b&gt;newer&lt;/b&gt;</h2>');
    expect(text).toContain(
      '<iframe sandbox title="&lt;b&gt;newer&lt;/b&gt;" srcdoc="&lt;p style=&quot;color:red&quot;&gt;',
    );
    expect(text).toContain('<pre>plain &amp; simple</pre>');
    expect(text).not.toContain('<script');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('script-src');
  });

  test('speaks the language of the browser, or the one that a dashboard asks for, around messages as they are', async () => {
    const { mails } = edge.deps.stores;
    const message = {
      workspace: edge.workspace,
      customer: '<i>c-2</i>',
      effect: 'key',
      subject: '',
      html: '',
      at: NOW,
    };
    const text = 'Yanıtınız "</p><script>alert(2)</script>"';
    await mails.put({ id: 'hostile', ...message, from: 'shop', text, receivedAt: NOW, channel: 'sms', to: '1' });
    const page = async (query: string, accepted: string) => {
      const asked = supertest(edge.app).get(`/mailbox${query}`).set('Accept-Language', accepted);
      return (await asked.set('Authorization', basic(edge.key))).text;
    };
    const turkish = await page('', 'tr-TR,tr;q=0.9,en;q=0.8');
    expect(turkish).toContain('<html lang="tr">');
    expect(turkish).toContain(
      'Alıcı: &lt;i&gt;c-2&lt;/i&gt;, gönderen: shop, 15 Haz 2026 12:00 UTC, 1 SMS (UCS-2)</p>',
    );
    expect(turkish).toContain('aria-label="&lt;i&gt;c-2&lt;/i&gt; olarak yanıtla"');
    expect(turkish).toContain('<p>Yanıtınız &quot;&lt;/p&gt;&lt;script&gt;alert(2)&lt;/script&gt;&quot;</p>');
    expect(turkish).toContain('action="/mailbox/hostile/answers"');
    const english = await page('', 'de-DE,de;q=0.9');
    expect(english).toContain('<html lang="en">');
    expect(english).toContain('To &lt;i&gt;c-2&lt;/i&gt;, from shop, 15 Jun 2026, 12:00 UTC, 1 segment of UCS-2</p>');
    // What a dashboard asks for is kept from page to page.
    const asked = await page('?language=tr&limit=1', 'en');
    expect(asked).toContain('<html lang="tr">');
    expect(asked).toMatch(/href="\/mailbox\?cursor=[^"&]+&amp;language=tr">Daha eski iletiler</);
    const taken = await supertest(edge.app)
      .post('/mailbox/hostile/answers?language=tr')
      .type('form')
      .set({ Authorization: basic(edge.key), 'Sec-Fetch-Site': 'same-origin' })
      .send({ text: 'Merhaba' });
    expect([taken.status, taken.headers['refresh']]).toEqual([200, '0; url=/mailbox?language=tr']);
    expect(taken.text).toContain('Alındı. <a href="/mailbox?language=tr">Posta kutusuna dön</a>');
    await edge.deps.connection.collection<{ _id: string }>('mailbox').deleteOne({ _id: 'hostile' });
  });

  test('is replied to as its reader would, from the page alone', async () => {
    const answer = (id: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>) =>
      supertest(edge.app).post(`/mailbox/${id}/answers`).type('form').set(headers).send(form);
    const addresses = { sms: '+905320000001', telegram: '77' };
    const contact = await edge.call('put', '/v1/customers/phone-1/contact', { body: { addresses } });
    expect(contact.status).toBe(200);
    const consent = { channel: 'sms', status: 'granted', source: 's' };
    expect((await edge.call('put', '/v1/customers/phone-1/consents', { body: consent })).status).toBe(200);
    const message = { workspace: edge.workspace, customer: 'phone-1', effect: 'key', subject: '', html: '', at: NOW };
    const { mails } = edge.deps.stores;
    const phone = { ...message, from: 'shop', text: 'Hello', receivedAt: NOW };
    await mails.put({ id: 'an-sms', ...phone, channel: 'sms', to: '+905320000001' });
    const buttons = { buttons: ['<Yes>', 'Look'], presses: ['a-message|yes', ''] };
    await mails.put({ id: 'a-chat', ...phone, channel: 'telegram', to: '77', ...buttons });
    const { text } = await edge.call('get', '/mailbox');
    expect(text).toContain('action="/mailbox/an-sms/answers"');
    expect(text).toContain('name="button" value="&lt;Yes&gt;"');
    expect(text).toContain('<span class="button">Look</span>');

    const own = { Authorization: basic(edge.key), 'Sec-Fetch-Site': 'same-origin' };
    expect((await answer('an-sms', { text: 'STOP' }, { ...own, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    const stopped = await answer('an-sms', { text: 'STOP' }, own);
    expect([stopped.status, stopped.headers['refresh']]).toEqual([200, '0; url=/mailbox']);
    const { body } = await edge.call('get', '/v1/customers/phone-1/consents');
    expect(body.now).toContainEqual({ channel: 'sms', purpose: 'marketing', status: 'withdrawn' });
    expect((await answer('a-chat', { button: '<Yes>' }, own)).status).toBe(200);
    const events = edge.deps.connection.collection('events');
    const click = { customer: 'phone-1', 'event.type': 'click' };
    expect(await events.findOne(click)).toMatchObject({ event: { facts: { message: 'a-message', button: 'yes' } } });
    const press = (button: string) => edge.call('post', '/v1/mailbox/a-chat/presses', { body: { button } });
    expect((await press('<Yes>')).status).toBe(204);
    expect((await press('Look')).status).toBe(409);
    expect((await press('No')).status).toBe(404);
    expect((await answer('newer', { text: 'Hi' }, own)).status).toBe(409);
    // In a sandbox all are written to at one address, which nobody has.
    const workspaces = edge.deps.connection.collection<{ _id: string; clock?: number }>('workspaces');
    await workspaces.updateOne({ _id: edge.workspace }, { $set: { clock: NOW } });
    await mails.put({ id: 'sandboxed', ...phone, customer: 'phone-2', channel: 'telegram', to: '1' });
    expect((await answer('sandboxed', { text: '/stop' }, own)).status).toBe(200);
    await workspaces.updateOne({ _id: edge.workspace }, { $unset: { clock: 1 } });
    const stoppedToo = (await edge.call('get', '/v1/customers/phone-2/consents')).body.now;
    expect(stoppedToo).toContainEqual({ channel: 'telegram', purpose: 'marketing', status: 'withdrawn' });
    expect((await answer('an-sms', { words: 'Hi' }, own)).status).toBe(422);
    await edge.deps.connection.collection<{ _id: string }>('mailbox').deleteMany({ customer: /^phone/ });
  });

  test('as JSON, page by page', async () => {
    const first = await edge.call('get', '/mailbox.json?limit=1');
    expect(first.body.messages).toMatchObject([
      { id: 'newer', subject: '<b>newer</b>', at: '2026-06-15T12:00:00.000Z' },
    ]);
    const second = await edge.call('get', `/mailbox.json?limit=1&cursor=${first.body.next}`);
    expect(second.body).toMatchObject({ messages: [{ id: 'older', text: 'plain & simple' }], next: null });
    const page = await edge.call('get', '/mailbox?limit=1');
    expect(page.text).toContain(`/mailbox?cursor=${first.body.next}`);
  });
});

test('the documentation as text is a page of its own, with every call and no script', async () => {
  const { text, headers } = await edge.call('get', '/docs/text', { key: '' });
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(text).toContain('PUT /v1/journeys/{id}');
  expect(text).toContain('Needs a key with the scope <b>marketer</b>');
  expect(text).toContain('curl -X PUT');
  expect(text).not.toContain('<script');
  const style = /<style>([^]*?)<\/style>/.exec(text)?.[1] ?? '';
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
  expect(headers['content-security-policy']).toContain(`'sha256-${Buffer.from(hash).toString('base64')}'`);
  // Without pages that were built, there is nothing to try calls in.
  const { status, headers: led } = await supertest(edge.app).get('/docs');
  expect([status, led['location']]).toEqual([303, '/docs/text']);
});

test('the type of an error reply leads to what it means', async () => {
  const { body } = await supertest(edge.app).get('/v1/moves');
  const [path = '', code = ''] = String(body.type).split('#');
  const { text } = await edge.call('get', path, { key: '' });
  expect(text).toContain(`<section id="${code}">`);
  expect(text).toContain('send Authorization: Bearer &lt;key&gt;, or sign in again');
});

describe('health', () => {
  test('ready while the store answers, also with Temporal away', async () => {
    expect((await edge.call('get', '/livez', { key: '' })).body).toEqual({ status: 'alive' });
    const ready = await edge.call('get', '/readyz', { key: '' });
    expect(ready.body).toEqual({ status: 'ready', store: 'here', temporal: 'here' });
    const alone = await openEdge({ temporal: false });
    const degraded = await alone.call('get', '/readyz', { key: '' });
    await alone.close();
    expect(degraded).toMatchObject({ status: 200, body: { temporal: 'away' } });
  });

  test('metrics name routes, and never customers', async () => {
    await edge.call('get', '/v1/customers/very-private-customer');
    const { text } = await edge.call('get', '/metrics', { key: '' });
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/v1\/customers\/:id",status="404"\} [1-9]/,
    );
    expect(text).not.toContain('very-private-customer');
    for (const name of [
      'ingest_events_total',
      'inbox_pending',
      'inbox_oldest_seconds',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      expect(text).toContain(`# HELP ${name}`);
    }
  });
});
