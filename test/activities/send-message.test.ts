import { ApplicationFailure } from '@temporalio/common';
import type { Connection } from 'mongoose';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { templateId, variantId } from '../../domain/ids.schema.ts';
import { isRenderingMuch } from '../../channels/render.ts';
import { HOUR, MINUTE } from '../../domain/time.ts';
import { mongoCatalogue } from '../../db/catalogue/catalogue.ts';
import { mongoItemFigures } from '../../db/recommend/item-figures.ts';
import { itemId } from '../../domain/ids.schema.ts';
import { messageName } from '../../domain/journey/message-name.ts';
import { openLinks } from '../../links/open.ts';
import { mongoMailSettings } from '../../db/messaging/mail-settings.ts';
import { mongoSuppressions } from '../../db/messaging/suppressions.ts';
import { mongoEffectLedger } from '../../db/messaging/ledger.ts';
import { refusingUrl, startMailServer, type MailServer, type Manners } from '../channels/mail-server.ts';
import type { TestDatabase } from '../databases.ts';
import { AT, freshStore, perform, workspace, World } from './world.ts';

let database: TestDatabase;
let connection: Connection;
let world: World;
let nobody: string;
const open: MailServer[] = [];

beforeEach(async () => {
  database = await freshStore();
  ({ connection } = database);
  world = new World(connection);
  nobody = await refusingUrl();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.stop()));
  await database.close();
});

async function mailServer(manners: Manners = {}, port = 0): Promise<MailServer> {
  const server = await startMailServer(manners, port);
  open.push(server);
  return server;
}

async function givenAReachableCustomer(): Promise<void> {
  await world.open();
  await world.reachable();
}

describe('given a customer with an address who agreed to e-mail', () => {
  beforeEach(givenAReachableCustomer);

  test('their message is sent, with the content of their version of the journey', async () => {
    const server = await mailServer();
    expect(await world.send(world.activities({ smtpUrl: server.url, mailboxUrl: nobody }))).toBe('sent');
    expect(server.received).toEqual([expect.stringMatching(/To: ann@example\.com[^]*We miss you[^]*<p>3 orders<\/p>/)]);
    expect(await world.ledger()).toMatchObject({
      kind: 'sendMessage',
      state: 'done',
      origin: { by: 'journey', place: { journey: 'winback', version: 1, step: 'hello' } },
      at: AT,
      attempts: 1,
    });
  });

  test('a message that asks what they are recommended is told so, by the names of the catalogue', async () => {
    const server = await mailServer();
    const catalogue = mongoCatalogue(connection);
    const [tea, cup] = ['tea', 'cup'].map((id) => itemId.parse(id));
    if (tea === undefined || cup === undefined) throw new Error('there are no items');
    await catalogue.put(
      workspace,
      [
        { id: tea, name: 'Tea & more' },
        { id: cup, name: 'Cup', stock: 0 },
      ],
      AT,
    );
    const all = [cup, tea].map((item, place) => ({ item, baskets: 9 - place }));
    const built = { _id: workspace, popularAt: AT, wholeAt: 9, popularity: { all, segments: [] } };
    await mongoItemFigures(connection).putBuilt(built);
    const activities = world.activities({ smtpUrl: server.url, mailboxUrl: nobody });
    expect(await world.send(activities, world.message('recommends'))).toBe('sent');
    expect(server.received).toEqual([expect.stringContaining('<p>Tea &amp; more: In 8 baskets within 90 days.</p>')]);
  });

  test('of a template they get the text that was chosen for them, in the version that was in force then', async () => {
    const server = await mailServer();
    const activities = world.activities({ smtpUrl: server.url, mailboxUrl: nobody });
    await world.publishTemplate({});
    const say = (visit: number, name: object) => {
      const effect = world.message('chosen', 1, visit);
      const template = {
        id: templateId.parse('hello'),
        version: 1,
        variant: variantId.parse('champions'),
        language: 'tr',
      };
      return { ...effect, template: { ...template, ...name } };
    };
    expect(await world.send(activities, say(1, {}))).toBe('sent');
    const words = { subject: 'A later one', body: '<p>Later</p>' };
    await world.publishTemplate({ variants: [{ id: 'everybody', texts: { en: words } }] });
    // Decided by the first version, and sent when the second is in force.
    expect(await world.send(activities, say(2, { variant: variantId.parse('everybody'), language: 'en' }))).toBe(
      'sent',
    );
    expect(server.received).toEqual([
      expect.stringMatching(/Subject: =\?UTF-8[^]*De=C4=9Ferli/i),
      expect.stringContaining('Subject: Hello'),
    ]);
    const second = say(2, {});
    expect(await world.ledger(second)).toMatchObject({ about: { channel: 'email', template: { version: 1 } } });
    // What is in no version cannot be sent, and says so.
    expect(await world.send(activities, say(3, { version: 9 }))).toBe('failed');
    const { template: _none, ...nameless } = say(4, {});
    expect(await world.send(activities, nameless)).toBe('failed');
    expect(await world.ledger(nameless)).toMatchObject({
      reason: expect.stringContaining('no longer in the playbook'),
    });
    expect(server.received).toHaveLength(2);
  });

  test('an activity that runs twice sends once', async () => {
    const server = await mailServer();
    const activities = world.activities({ smtpUrl: server.url, mailboxUrl: nobody });
    expect(await world.send(activities)).toBe('sent');
    expect(await world.send(activities)).toBe('sent');
    expect(server.received).toHaveLength(1);
  });

  test('workers that run it at the same time send once', async () => {
    const server = await mailServer();
    const activities = world.activities({ smtpUrl: server.url, mailboxUrl: nobody });
    await Promise.all(Array.from({ length: 8 }, () => world.send(activities)));
    expect(server.received).toHaveLength(1);
    expect(await world.ledger()).toMatchObject({ state: 'done' });
  });

  test('without a mail server of their own it goes into the mailbox', async () => {
    const mailbox = await mailServer();
    expect(await world.send(world.activities({ smtpUrl: undefined, mailboxUrl: mailbox.url }))).toBe('sent');
    expect(mailbox.received).toEqual([expect.stringContaining('X-Sojourn-Workspace: shop')]);
  });
});

describe('given a mail server that does not take a message for now', () => {
  beforeEach(givenAReachableCustomer);

  test('a refused connection is tried again, and then it is sent', async () => {
    const url = await refusingUrl();
    const activities = world.activities({ smtpUrl: url, mailboxUrl: nobody });
    await expect(world.send(activities)).rejects.toMatchObject({ type: 'SendLater', nonRetryable: false });
    expect(await world.ledger()).toMatchObject({ state: 'retry', reason: expect.stringContaining('ECONNREFUSED') });
    const server = await mailServer({}, Number(new URL(url).port));
    expect(await world.send(activities)).toBe('sent');
    expect(server.received).toHaveLength(1);
    const row = await world.ledger();
    expect(row).toMatchObject({ state: 'done', attempts: 2 });
    expect(row).not.toHaveProperty('reason');
  });

  test('of workers that try again at the same time one does', async () => {
    const url = await refusingUrl();
    const activities = world.activities({ smtpUrl: url, mailboxUrl: nobody });
    await expect(world.send(activities)).rejects.toThrow();
    const server = await mailServer({}, Number(new URL(url).port));
    await Promise.all(Array.from({ length: 8 }, () => world.send(activities)));
    expect(server.received).toHaveLength(1);
    expect(await world.ledger()).toMatchObject({ state: 'done' });
  });

  test('a message that waited into the night is not sent then, and the ledger says why', async () => {
    const server = await mailServer();
    const at = (now: number) => world.activities({ smtpUrl: server.url, mailboxUrl: nobody, now: () => now });
    // Decided at midnight, when nobody had quiet hours: on time it goes out whatever the hour.
    expect(await world.send(at(AT + 10 * MINUTE), world.message('hello', 1, 1))).toBe('sent');
    expect(await world.send(at(AT + 3 * HOUR), world.message('hello', 1, 2))).toBe('skipped');
    expect(await world.ledger(world.message('hello', 1, 2))).toMatchObject({ reason: 'quiet-hours' });
    expect(await world.send(at(AT + 10 * HOUR), world.message('hello', 1, 3))).toBe('sent');
    expect(server.received).toHaveLength(2);
  });

  test('a failure that is tried again tells nothing of the person', async () => {
    const server = await mailServer({ recipient: () => 451 });
    const failure: unknown = await world
      .send(world.activities({ smtpUrl: server.url, mailboxUrl: nobody }))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(`${String(failure)} ${JSON.stringify(failure)}`).not.toContain('ann@');
  });

  test('a worker that is told to stop leaves it to the next one', async () => {
    const server = await mailServer();
    const { sendMessage } = world.activities({ smtpUrl: server.url, mailboxUrl: nobody });
    const call = { workspace, customer: world.customer, effect: world.message() };
    await expect(perform(sendMessage, call, { cancelled: true })).rejects.toMatchObject({ type: 'SendLater' });
    expect(server.received).toEqual([]);
    expect(await perform(sendMessage, call)).toBe('sent');
    expect(server.received).toHaveLength(1);
  });
});

describe('given a doubt whether a message went out', () => {
  beforeEach(givenAReachableCustomer);

  test('when the reply is lost after the text, nobody knows, and it is never sent again', async () => {
    const server = await mailServer({ cut: 'after the text' });
    const activities = world.activities({ smtpUrl: server.url, mailboxUrl: nobody });
    expect(await world.send(activities)).toBe('unknown');
    expect(await world.send(activities)).toBe('unknown');
    expect(server.received).toHaveLength(1);
  });

  test('when a worker died in the middle, nobody knows, and it is never sent again', async () => {
    expect(await mongoEffectLedger(connection).claim(world.begins(world.message()), AT)).toEqual({ mine: true });
    const server = await mailServer();
    expect(await world.send(world.activities({ smtpUrl: server.url, mailboxUrl: nobody }))).toBe('unknown');
    expect(server.received).toEqual([]);
  });
});

describe('given a message that cannot go out', () => {
  beforeEach(givenAReachableCustomer);

  test('a message refused for good has failed, and is not tried again', async () => {
    const server = await mailServer({ recipient: () => 550 });
    const activities = world.activities({ smtpUrl: server.url, mailboxUrl: nobody });
    expect(await world.send(activities)).toBe('failed');
    expect(await world.send(activities)).toBe('failed');
    expect(await world.ledger()).toMatchObject({ state: 'failed', reason: expect.stringContaining('550') });
  });

  test('a template that cannot be rendered has failed, and says why', async () => {
    const server = await mailServer();
    const broken = world.message('broken');
    expect(await world.send(world.activities({ smtpUrl: server.url, mailboxUrl: nobody }), broken)).toBe('failed');
    expect(await world.ledger(broken)).toMatchObject({ reason: expect.stringContaining('nobody') });
    expect(server.received).toEqual([]);
  });

  test('a reason holds no address and no number, whoever wrote it', async () => {
    const [broken] = [world.message('quotes')];
    expect(await world.send(world.activities({ smtpUrl: nobody, mailboxUrl: nobody }), broken)).toBe('failed');
    const row = await world.ledger(broken);
    expect(row).toMatchObject({ reason: expect.stringContaining('[address]') });
    expect(JSON.stringify(row)).not.toMatch(/ann@|9988776/);
  });

  test('a template that takes too long is tried again, a few times, and then has failed', async () => {
    const { sendMessage } = world.activities({ smtpUrl: nobody, mailboxUrl: nobody });
    const slow = world.message('slow');
    const call = { workspace, customer: world.customer, effect: slow };
    await expect(perform(sendMessage, call)).rejects.toMatchObject({ type: 'SendLater' });
    expect(await world.ledger(slow)).toMatchObject({ state: 'retry', reason: expect.stringContaining('took longer') });
    expect(await perform(sendMessage, call, { attempt: 5 })).toBe('failed');
  });

  test('while templates of its workspace take long, a mail comes back later, and nothing is claimed for it', async () => {
    const server = await mailServer();
    const activities = world.activities({ smtpUrl: server.url, mailboxUrl: nobody });
    const slow = Array.from({ length: 10 }, (_, visit) => world.send(activities, world.message('slow', 1, visit + 1)));
    const ended = Promise.allSettled(slow);
    await vi.waitUntil(() => isRenderingMuch(workspace), { timeout: 30_000, interval: 10 });
    await expect(world.send(activities)).rejects.toMatchObject({ type: 'SendLater', nonRetryable: false });
    expect(await world.ledger()).toBeNull();
    await ended;
    expect(await world.send(activities)).toBe('sent');
  });

  test('a step that is in no published version has failed', async () => {
    const gone = world.message('hello', 9);
    expect(await world.send(world.activities({ smtpUrl: nobody, mailboxUrl: nobody }), gone)).toBe('failed');
    expect(await world.ledger(gone)).toMatchObject({ reason: 'this step is no longer in the playbook' });
  });
});

describe('given a customer who agreed and thinks better of it', () => {
  beforeEach(givenAReachableCustomer);

  test('consent withdrawn between the decision and the call is heeded', async () => {
    const server = await mailServer();
    const activities = world.activities({ smtpUrl: server.url, mailboxUrl: nobody });
    await world.consent('withdrawn', 2);
    expect(await world.send(activities)).toBe('skipped');
    expect(await world.ledger()).toMatchObject({ state: 'skipped', reason: 'no-consent' });
    expect(server.received).toEqual([]);
  });

  test('consent withdrawn between two attempts is heeded', async () => {
    const url = await refusingUrl();
    const activities = world.activities({ smtpUrl: url, mailboxUrl: nobody });
    await expect(world.send(activities)).rejects.toThrow();
    await world.consent('withdrawn', 2);
    const server = await mailServer({}, Number(new URL(url).port));
    expect(await world.send(activities)).toBe('skipped');
    expect(server.received).toEqual([]);
  });
});

describe('given links that lead to this service', () => {
  beforeEach(givenAReachableCustomer);

  const links = { publicUrl: 'https://sojourn.example.com', bounceAddress: 'bounces@example.com' };

  test('a mail has its way out, its foot and its return path, and tells what its workspace wants to know', async () => {
    const senders: string[] = [];
    const server = await mailServer({ sender: (address) => senders.push(address) });
    const settings = { company: 'Tea & Sons', postalAddress: '1 Example Street' };
    await mongoMailSettings(connection).put(workspace, { ...settings, tracking: { opens: true, clicks: true } });
    expect(await world.send(world.activities({ smtpUrl: server.url, mailboxUrl: nobody, ...links }))).toBe('sent');
    const { html = '', text = '', headers } = await PostalMime.parse(server.received[0] ?? '');
    const page = /https:\/\/sojourn\.example\.com\/u\/([\w-]+)/.exec(text)?.[1] ?? '';
    expect(html).toContain(`Tea &amp; Sons, 1 Example Street<br><a href="https://sojourn.example.com/u/${page}"`);
    expect(html).toMatch(/<img src="https:\/\/sojourn\.example\.com\/o\/[\w-]+"/);
    const said = headers.find(({ key }) => key === 'list-unsubscribe')?.value;
    expect(said).toBe(`<https://sojourn.example.com/u/${page}>, <mailto:shop@example.com?subject=unsubscribe>`);
    const [open, message] = [openLinks(connection, links), messageName(world.message().key)];
    expect(await open.scopeOf(page)).toMatchObject({
      customer: 'c-17',
      channel: 'email',
      purpose: 'marketing',
      message,
    });
    expect(await open.messageOf(senders[0] ?? '')).toBe(message);
  });

  test('an address that is suppressed between the decision and the call is not written to', async () => {
    const server = await mailServer();
    const hashed = await openLinks(connection, links).hashed(workspace, 'email', 'ANN@example.com');
    await mongoSuppressions(connection).suppress(hashed, { reason: 'bounce', at: AT });
    expect(await world.send(world.activities({ smtpUrl: server.url, mailboxUrl: nobody, ...links }))).toBe('skipped');
    expect(await world.ledger()).toMatchObject({ state: 'skipped', reason: 'suppressed' });
    expect(server.received).toEqual([]);
  });
});

describe('given a customer of whom no address is known', () => {
  test('nothing is sent, and the ledger says why', async () => {
    await world.open();
    await world.consent('granted', 1);
    expect(await world.send(world.activities({ smtpUrl: nobody, mailboxUrl: nobody }))).toBe('skipped');
    expect(await world.ledger()).toMatchObject({ state: 'skipped', reason: 'not-reachable' });
  });
});

describe('given a sandbox', () => {
  test('its mail goes into the mailbox, without consent and to an address that does not exist', async () => {
    await world.open({ clock: AT });
    const [mailbox, provider] = await Promise.all([mailServer(), mailServer()]);
    expect(await world.send(world.activities({ smtpUrl: provider.url, mailboxUrl: mailbox.url }))).toBe('sent');
    expect(mailbox.received).toEqual([expect.stringContaining('To: c-17@sandbox.invalid')]);
    expect(provider.received).toEqual([]);
  });

  test('whoever tries the way out gets no more of it', async () => {
    await world.open({ clock: AT });
    const mailbox = await mailServer();
    await world.consent('withdrawn', 1);
    expect(await world.send(world.activities({ smtpUrl: undefined, mailboxUrl: mailbox.url }))).toBe('skipped');
    expect(mailbox.received).toEqual([]);
  });
});
