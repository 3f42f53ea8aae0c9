import { createTransport } from 'nodemailer';
import type { Connection } from 'mongoose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMailbox, type Mailbox } from '../../channels/mailbox.ts';
import { mongoMailStore, type MailStore } from '../../db/messaging/mailbox.ts';
import { smtpChannel, type Mail } from '../../channels/email.ts';
import { customerId } from '../../domain/ids.schema.ts';
import type { TestDatabase } from '../databases.ts';
import { AT, freshStore, FROM, workspace, World } from './world.ts';

let database: TestDatabase;
let connection: Connection;
let mails: MailStore;
let mailbox: Mailbox;
let url: string;

beforeEach(async () => {
  database = await freshStore();
  ({ connection } = database);
  mails = mongoMailStore(connection);
  mailbox = await startMailbox({ port: 0, host: '127.0.0.1', store: (mail) => mails.put(mail) });
  url = `smtp://127.0.0.1:${mailbox.port}`;
});

afterEach(async () => {
  await mailbox.stop();
  await database.close();
});

async function sendTo(server: string, mail: Mail): Promise<unknown> {
  const channel = smtpChannel({ url: server, from: FROM, labelled: true, lines: 1 });
  try {
    return await channel.withLine(mail.workspace, (line) => line.send(mail));
  } finally {
    channel.close();
  }
}

test('a message of a sandbox can be read, once, however often it arrives', async () => {
  const world = new World(connection);
  await world.open({ clock: AT });
  const activities = world.activities({ smtpUrl: undefined, mailboxUrl: url });
  expect(await world.send(activities)).toBe('sent');
  const { key } = world.message();
  const again = {
    key,
    workspace,
    customer: world.customer,
    at: AT,
    to: 'x@sandbox.invalid',
    parts: { subject: 's', html: 'h', text: 'h' },
  };
  expect(await sendTo(url, again)).toMatchObject({ state: 'sent' });
  expect(await mails.list(workspace, { limit: 10 })).toEqual([
    expect.objectContaining({
      workspace: 'shop',
      customer: 'c-17',
      effect: key,
      to: 'c-17@sandbox.invalid',
      from: 'shop@example.com',
      subject: 'We miss you',
      html: '<p>3 orders</p>\n',
      text: '3 orders\n',
      at: AT,
    }),
  ]);
});

test('any customer id can be read back', async () => {
  const customer = customerId.parse(`%:(a)!'*"<b>,;\\[c]`.padEnd(128, '~'));
  const world = new World(connection, customer);
  await world.open({ clock: AT });
  expect(await world.send(world.activities({ smtpUrl: undefined, mailboxUrl: url }))).toBe('sent');
  expect(await mails.list(workspace, { limit: 10 })).toMatchObject([{ customer }]);
});

test('pages are newest first, in the time of the workspace, and neither repeat nor leave out', async () => {
  const times = [3, 1, 2, 2, 5, 4];
  const mail = {
    workspace,
    customer: 'c',
    effect: '',
    to: '',
    from: '',
    subject: '',
    text: '',
    html: '',
    receivedAt: 0,
  };
  await Promise.all(times.map((at, index) => mails.put({ ...mail, id: `${index}`, at })));
  await mails.put({ ...mail, workspace: 'other', id: 'other', at: 9 });
  const first = await mails.list(workspace, { limit: 4 });
  const last = first.at(-1);
  const second = await mails.list(workspace, { limit: 4, ...(last ? { after: last } : {}) });
  expect([...first, ...second].map(({ at }) => at)).toEqual([5, 4, 3, 2, 2, 1]);
  expect(new Set([...first, ...second].map(({ _id }) => _id)).size).toBe(6);
});

test('mail that Sojourn has not labelled is refused', async () => {
  const sending = createTransport(url).sendMail({ from: FROM, to: 'ann@example.com', subject: 'Hello', text: 'x' });
  await expect(sending).rejects.toMatchObject({ responseCode: 554 });
});

test('the longest mail that a template may make fits', async () => {
  const world = new World(connection);
  const long = '\u{1F6D2} ü='.repeat(32_768);
  expect(Buffer.byteLength(long)).toBe(256 * 1024);
  const mail = { ...world.message(), workspace, customer: world.customer, to: 'x@sandbox.invalid' };
  expect(await sendTo(url, { ...mail, parts: { subject: 's', html: long, text: long } })).toMatchObject({
    state: 'sent',
  });
  const [stored] = await mails.list(workspace, { limit: 10 });
  expect([stored?.html, stored?.text].map((received) => received?.trim() === long)).toEqual([true, true]);
});

test('a message above 2 MB is refused', async () => {
  const labels = { 'X-Sojourn-Workspace': 'shop' };
  const big = { from: FROM, to: 'ann@example.com', headers: labels, text: 'x\n'.repeat(1_200_000) };
  await expect(createTransport(url).sendMail(big)).rejects.toMatchObject({ responseCode: 552 });
  expect(await mails.list(workspace, { limit: 1 })).toEqual([]);
});

test('a store that does not answer means that the message may come again', async () => {
  const broken = await startMailbox({ port: 0, host: '127.0.0.1', store: () => Promise.reject(new Error('away')) });
  const labels = { 'X-Sojourn-Workspace': 'shop' };
  const sending = createTransport(`smtp://127.0.0.1:${broken.port}`).sendMail({
    from: FROM,
    to: 'a@b.c',
    headers: labels,
  });
  await expect(sending).rejects.toMatchObject({ responseCode: 451 });
  await broken.stop();
});

test('a port that is taken is said to be so', async () => {
  const second = startMailbox({ port: mailbox.port, host: '127.0.0.1', store: () => Promise.resolve() });
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
