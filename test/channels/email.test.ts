import { createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import PostalMime from 'postal-mime';
import { afterEach, describe, expect, test } from 'vitest';
import { dkimRecord } from '../../channels/dkim.ts';
import {
  messageIdOf,
  smtpChannel,
  type EmailChannel,
  type EmailChannelOptions,
  type Mail,
} from '../../channels/email.ts';
import { outcomeOf } from '../../channels/smtp-outcome.ts';
import { customerId, journeyId, stepId, workspaceId } from '../../domain/ids.schema.ts';
import { customerKey, effectKey } from '../../domain/keys.ts';
import { refusingUrl, startMailServer, type MailServer, type Manners } from './mail-server.ts';

const FROM = 'The shop <shop@example.com>';
const workspace = workspaceId.parse('shop');
const customer = customerId.parse('c-17');
const place = { journey: journeyId.parse('winback'), version: 1, enrolment: 1, step: stepId.parse('hello'), visit: 1 };
const mail: Mail = {
  key: effectKey(customerKey(workspace, customer), place),
  workspace,
  customer,
  at: Date.UTC(2026, 0, 2),
  to: 'ann@example.com',
  parts: { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' },
};

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close();
});

interface OneLine {
  send(mail: Mail, signal?: AbortSignal): Promise<unknown>;
}

async function given(manners: Manners = {}, labelled = false): Promise<[MailServer, OneLine]> {
  const server = await startMailServer(manners);
  open.push({ close: () => server.stop() });
  return [server, channelTo(server.url, labelled)];
}

function channelTo(url: string, labelled = false): OneLine {
  const channel = opened({ url, from: FROM, labelled, lines: 5 });
  return { send: (sent, signal) => channel.withLine(sent.workspace, (line) => line.send(sent, signal)) };
}

function opened(options: EmailChannelOptions): EmailChannel {
  const channel = smtpChannel(options);
  open.push(channel);
  return channel;
}

describe('a message', () => {
  test('that the server takes is sent, under an id made of its effect', async () => {
    const [server, channel] = await given();
    const messageId = messageIdOf(mail.key, FROM);
    expect(await channel.send(mail)).toEqual({ state: 'sent', messageId });
    expect(server.received).toEqual([expect.stringContaining(`Message-ID: ${messageId}`)]);
  });

  test('says where to say no more', async () => {
    const [server, channel] = await given();
    await channel.send(mail);
    expect(server.received[0]).toContain('List-Unsubscribe: <mailto:shop@example.com?subject=unsubscribe>');
  });

  test('with a page for it says so in one click, and keeps the way by mail', async () => {
    const [server, channel] = await given();
    const page = `https://sojourn.example.com/u/${'t'.repeat(300)}`;
    await channel.send({ ...mail, parts: { ...mail.parts, unsubscribe: page } });
    const { headers } = await PostalMime.parse(server.received[0] ?? '');
    const said = Object.fromEntries(headers.map(({ key, value }) => [key, value]));
    expect(said['list-unsubscribe']).toBe(`<${page}>, <mailto:shop@example.com?subject=unsubscribe>`);
    expect(said['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(Math.max(...(server.received[0] ?? '').split('\r\n').map(({ length }) => length))).toBeLessThan(998);
  });

  test('does not speak of one click where the page is not https, which RFC 8058 wants', async () => {
    const [server, channel] = await given();
    await channel.send({ ...mail, parts: { ...mail.parts, unsubscribe: 'http://127.0.0.1:3000/u/token' } });
    expect(server.received[0]).toContain('<http://127.0.0.1:3000/u/token>');
    expect(server.received[0]).not.toContain('List-Unsubscribe-Post');
  });

  test('comes back, where it bounces, to an address of its own', async () => {
    const senders: string[] = [];
    const [, channel] = await given({ sender: (address) => senders.push(address) });
    await channel.send({ ...mail, parts: { ...mail.parts, returnPath: 'bounces+abc-def@example.com' } });
    expect(senders).toEqual(['bounces+abc-def@example.com']);
  });

  test('tells other servers nothing of workspaces and customers', async () => {
    const [server, channel] = await given();
    await channel.send(mail);
    expect(server.received[0]).not.toMatch(/sojourn|c-17/i);
  });

  test('for the built-in mailbox says whose it is', async () => {
    const [server, channel] = await given({}, true);
    await channel.send({ ...mail, customer: customerId.parse('a%b:c') });
    expect(server.received[0]).toContain('X-Sojourn-Workspace: shop');
    expect(server.received[0]).toContain('X-Sojourn-Customer: a%25b%3Ac');
    expect(server.received[0]).toContain('X-Sojourn-At: 2026-01-02T00:00:00.000Z');
  });
});

describe('a message that is signed', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const dkim = { domain: 'example.com', selector: 's1', privateKey: pem.replaceAll('\n', String.raw`\n`) };
  const signing = (url: string) => {
    const channel = opened({ url, from: FROM, labelled: false, lines: 1, dkim });
    return { send: (sent: Mail) => channel.withLine(sent.workspace, (line) => line.send(sent)) };
  };

  test('has both headers of the way out under its signature, and the signature holds', async () => {
    const [server] = await given();
    await signing(server.url).send({
      ...mail,
      parts: { ...mail.parts, unsubscribe: 'https://sojourn.example.com/u/t' },
    });
    const { signed, signature, names } = signatureOf(server.received[0] ?? '');
    expect(names).toEqual(expect.arrayContaining(['from', 'list-unsubscribe', 'list-unsubscribe-post']));
    expect(createVerify('RSA-SHA256').update(signed, 'latin1').verify(publicKey, signature, 'base64')).toBe(true);
  });

  test('is checked by the record that the DNS is to have', async () => {
    const [server] = await given();
    await signing(server.url).send(mail);
    const { name, value } = dkimRecord(dkim);
    expect(name).toBe('s1._domainkey.example.com');
    const [, said = ''] = /^v=DKIM1; k=rsa; p=([A-Za-z0-9+/]+=*)$/.exec(value) ?? [];
    const key = createPublicKey({ key: Buffer.from(said, 'base64'), format: 'der', type: 'spki' });
    const { signed, signature } = signatureOf(server.received[0] ?? '');
    expect(createVerify('RSA-SHA256').update(signed, 'latin1').verify(key, signature, 'base64')).toBe(true);
  });

  test('is not taken for under way before the server has agreed to read it', async () => {
    const [, channel] = [null, signing(await refusingUrl())];
    expect(await channel.send(mail)).toMatchObject({ state: 'retry' });
    const [server] = await given({ cut: 'at the recipient' });
    expect(await signing(server.url).send(mail)).toMatchObject({ state: 'retry' });
  });

  test('is refused at the start where the key is none, and the key is not quoted', () => {
    const wrong = { ...dkim, privateKey: 'secret' };
    const open_ = () => smtpChannel({ url: 'smtp://127.0.0.1:1', from: FROM, labelled: false, lines: 1, dkim: wrong });
    expect(open_).toThrow(/^DKIM_PRIVATE_KEY must be [^\n]*\.$/);
    expect(open_).not.toThrow('secret');
  });
});

/** What a signature covers, by RFC 6376 (relaxed headers), read from the message as it arrived. */
function signatureOf(received: string) {
  const [head = ''] = received.split('\r\n\r\n');
  const fields = head.replace(/\r\n(?=[ \t])/g, '').split('\r\n');
  const relaxed = (field: string) => {
    const [name = '', ...value] = field.split(':');
    return `${name.toLowerCase().trim()}:${value
      .join(':')
      .replace(/[ \t]+/g, ' ')
      .trim()}`;
  };
  const own = fields.map(relaxed).find((field) => field.startsWith('dkim-signature:')) ?? '';
  const names = (/\bh=([^;]+)/.exec(own)?.[1] ?? '').split(':').map((name) => name.trim().toLowerCase());
  const signature = (/\bb=([^;]+)$/.exec(own)?.[1] ?? '').replaceAll(' ', '');
  const covered = names.map((name) => fields.map(relaxed).find((field) => field.startsWith(`${name}:`)) ?? '');
  return { names, signature, signed: [...covered, own.replace(/\bb=[^;]+$/, 'b=')].join('\r\n') };
}

describe('a message certainly not sent may be sent later', () => {
  test('when the connection is refused', async () => {
    const outcome = await channelTo(await refusingUrl()).send(mail);
    expect(outcome).toEqual({ state: 'retry', reason: expect.stringContaining('ECONNREFUSED') });
  });

  test('when the server cannot be found', async () => {
    expect(await channelTo('smtp://nowhere.invalid:25').send(mail)).toMatchObject({ state: 'retry' });
  });

  test('when the connection is cut before the text', async () => {
    const [server, channel] = await given({ cut: 'at the greeting' });
    expect(await channel.send(mail)).toMatchObject({ state: 'retry' });
    expect(server.received).toEqual([]);
  });

  test('when it is told to stop before it began', async () => {
    const [server, channel] = await given();
    expect(await channel.send(mail, AbortSignal.abort())).toMatchObject({ state: 'retry' });
    expect(server.received).toEqual([]);
  });

  test.each([
    ['the recipient', { recipient: () => 451 }],
    ['the text', { text: () => 452 }],
    ['anything more', { text: () => 421 }],
  ])('when the server refuses %s for now', async (_what, manners) => {
    const [, channel] = await given(manners);
    expect(await channel.send(mail)).toMatchObject({ state: 'retry', reason: expect.stringMatching(/answered 4\d\d/) });
  });
});

describe('a message refused for good has failed', () => {
  test.each([
    ['the recipient', { recipient: () => 550 }],
    ['the text', { text: () => 554 }],
  ])('when the server refuses %s', async (_what, manners) => {
    const [, channel] = await given(manners);
    const outcome = await channel.send(mail);
    expect(outcome).toMatchObject({ state: 'failed', reason: expect.stringMatching(/answered 55\d/) });
    expect(JSON.stringify(outcome)).not.toContain('@');
  });
});

describe('nobody knows what became of a message', () => {
  test('when the connection is cut after the text', async () => {
    const [server, channel] = await given({ cut: 'after the text' });
    expect(await channel.send(mail)).toMatchObject({ state: 'unknown' });
    expect(server.received).toHaveLength(1);
  });

  test('when time runs out after the text', () => {
    const timeout = Object.assign(new Error('Timeout for ann@example.com'), { code: 'ETIMEDOUT' });
    const outcome = outcomeOf(timeout, { isTextUnderWay: true });
    expect(outcome).toEqual({ state: 'unknown', reason: 'no answer after the text was sent (ETIMEDOUT)' });
  });
});

test('a server that has come back is used again', async () => {
  const [server, channel] = await given();
  expect(await channel.send(mail)).toMatchObject({ state: 'sent' });
  await server.stop();
  expect(await channel.send(mail)).toMatchObject({ state: 'retry' });
  const again = await startMailServer({}, Number(new URL(server.url).port));
  open.push({ close: () => again.stop() });
  expect(await channel.send(mail)).toMatchObject({ state: 'sent' });
  expect([...server.received, ...again.received]).toHaveLength(2);
});

describe('given a mail server that takes its time', () => {
  const mails = (workspaceName: string, count: number): readonly Mail[] =>
    Array.from({ length: count }, (_, visit) => {
      const owner = workspaceId.parse(workspaceName);
      return {
        ...mail,
        workspace: owner,
        key: effectKey(customerKey(owner, customer), { ...place, visit: visit + 1 }),
      };
    });

  test('when far more wait than it takes within the time of one attempt, then all are sent, each once', async () => {
    const server = await startMailServer({ takes: 150 });
    open.push({ close: () => server.stop() });
    const channel = opened({ url: server.url, from: FROM, labelled: false, lines: 2, attemptWithin: 1_200 });
    const all = mails('shop', 40);
    const outcomes = await Promise.all(all.map((one) => channel.withLine(one.workspace, (line) => line.send(one))));
    expect(outcomes.map(({ state }) => state)).toEqual(all.map(() => 'sent'));
    expect(server.received).toHaveLength(40);
    expect(server.mostAtOnce()).toBe(2);
  });

  test('when one workspace sends much, then another one does not wait behind all of it', async () => {
    const server = await startMailServer({ takes: 30 });
    open.push({ close: () => server.stop() });
    const channel = opened({ url: server.url, from: FROM, labelled: false, lines: 1 });
    const order: string[] = [];
    const send = (one: Mail) =>
      channel.withLine(one.workspace, async (line) => {
        order.push(one.workspace);
        return await line.send(one);
      });
    await Promise.all([...mails('large', 20), ...mails('small', 1)].map(send));
    expect(order.indexOf('small')).toBeLessThanOrEqual(2);
  });
});
