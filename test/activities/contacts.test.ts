import type { Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { consentHistoryCollection } from '../../db/customers/consent-history.ts';
import { addressIn, consentSaid, consentTo, type ConsentRecord } from '../../db/customers/contact-row.ts';
import { mongoContactStore, type ContactStore } from '../../db/customers/contacts.ts';
import { customerId } from '../../domain/ids.schema.ts';
import type { TestDatabase } from '../databases.ts';
import { freshStore, workspace } from './world.ts';

const customer = customerId.parse('c-17');
const granted: ConsentRecord = {
  channel: 'email',
  status: 'granted',
  at: 1,
  source: 'checkout',
  wording: 'Yes, write',
};
const withdrawn: ConsentRecord = { channel: 'email', status: 'withdrawn', at: 2, source: 'mail' };

describe('the latest word on consent counts', () => {
  test.each([
    ['nothing said', [], 'none'],
    ['granted', [granted], 'granted'],
    ['withdrawn after', [granted, withdrawn], 'withdrawn'],
    ['recorded out of order', [withdrawn, granted], 'withdrawn'],
    ['granted again', [granted, withdrawn, { ...granted, at: 3 }], 'granted'],
    ['both at one instant', [{ ...granted, at: 2 }, withdrawn], 'withdrawn'],
  ] as const)('%s', (_what, consents, status) => {
    expect(consentSaid({ consents }, 'email', 'marketing')).toBe(status);
  });

  test('by channel and purpose: marketing covers service until something is said of service itself', () => {
    const service = { ...granted, purpose: 'service', at: 5 } as const;
    const said = (...consents: readonly ConsentRecord[]) =>
      (['marketing', 'service'] as const).map((purpose) => consentTo({ consents }, 'email', purpose));
    expect(said(granted)).toEqual(['granted', 'granted']);
    expect(said(withdrawn)).toEqual(['withdrawn', 'withdrawn']);
    expect(said(withdrawn, service)).toEqual(['withdrawn', 'granted']);
    expect(said(service)).toEqual(['none', 'granted']);
    expect(consentTo({ consents: [granted] }, 'sms', 'service')).toBe('none');
  });
});

describe('a contact', () => {
  let database: TestDatabase;
  let connection: Connection;
  let contacts: ContactStore;

  beforeEach(async () => {
    database = await freshStore();
    ({ connection } = database);
    contacts = mongoContactStore(connection);
  });

  afterEach(async () => {
    await database.close();
  });

  test('forgets what is said to be null, and keeps what is left out and what was said about consent', async () => {
    await contacts.put(workspace, customer, { addresses: { email: 'ann@example.com' }, timezone: 'Europe/Paris' });
    await contacts.put(workspace, customer, { consents: [granted] });
    await contacts.put(workspace, customer, { timezone: 'Europe/Rome' });
    expect(await contacts.get(workspace, customer)).toMatchObject({ addresses: { email: 'ann@example.com' } });
    await contacts.put(workspace, customer, { addresses: { email: null } });
    expect(await contacts.get(workspace, customer)).toEqual({
      _id: 'shop:c-17',
      workspace,
      customer,
      addresses: {},
      timezone: 'Europe/Rome',
      consents: [granted],
      revision: 4,
      forRegister: 1,
    });
  });

  test('of earlier versions, which counted no revisions, is changed like any other', async () => {
    const old = { _id: 'shop:c-17', workspace, customer, email: 'ann@example.com', consents: [] };
    await connection.collection<typeof old>('contacts').insertOne(old);
    expect(await contacts.put(workspace, customer, { timezone: 'Europe/Rome' })).toEqual({
      _id: old._id,
      workspace,
      customer,
      addresses: { email: 'ann@example.com' },
      consents: [],
      timezone: 'Europe/Rome',
      revision: 1,
    });
  });

  test('whose address a provider refused for good is not reached there, until the address is another one', async () => {
    await contacts.put(workspace, customer, { addresses: { sms: '+905321234567', email: 'ann@example.com' } });
    const refused = { address: '+905321234567', at: 1, reason: 'no such number' };
    const row = await contacts.noteUnreachable(workspace, customer, 'sms', refused);
    expect([addressIn(row, 'sms'), addressIn(row, 'email')]).toEqual([undefined, 'ann@example.com']);
    expect(await contacts.having(workspace, 'sms', '+905321234567')).toMatchObject([{ customer }]);
    const moved = await contacts.put(workspace, customer, { addresses: { sms: '+905321234568' } });
    expect(addressIn(moved, 'sms')).toBe('+905321234568');
    expect(await contacts.noteUnreachable(workspace, customer, 'sms', refused)).toBeNull();
  });

  test('keeps every word in order, and a repeated one once', async () => {
    await contacts.put(workspace, customer, { consents: [granted] });
    await contacts.put(workspace, customer, { consents: [withdrawn] });
    await contacts.put(workspace, customer, { consents: [granted] });
    expect((await contacts.get(workspace, customer))?.consents).toEqual([granted, withdrawn]);
  });

  test('stays small however often consent is said, and loses no word of it', async () => {
    const said = Array.from({ length: 450 }, (_, at): ConsentRecord => ({ ...granted, at, source: `form-${at}` }));
    for (const word of said) await contacts.put(workspace, customer, { consents: [word] });
    const kept = (await contacts.get(workspace, customer))?.consents ?? [];
    expect(kept.length).toBeLessThanOrEqual(200);
    expect(kept.at(-1)).toEqual(said.at(-1));
    const moved = await consentHistoryCollection(connection)
      .find({}, { sort: { at: 1 } })
      .toArray();
    expect(moved).toMatchObject(said.slice(0, moved.length));
    expect([...moved.map(({ source }) => source), ...kept.map(({ source }) => source)]).toEqual(
      said.map(({ source }) => source),
    );
  });

  test('never loses a withdrawal among words of the same instant, as under a test clock', async () => {
    await contacts.put(workspace, customer, { consents: [{ ...withdrawn, at: 1 }] });
    for (let place = 0; place < 250; place += 1) {
      await contacts.put(workspace, customer, { consents: [{ ...granted, at: 1, source: `form-${place}` }] });
    }
    expect(consentSaid(await contacts.get(workspace, customer), 'email', 'marketing')).toBe('withdrawn');
    expect(await consentHistoryCollection(connection).countDocuments()).toBeGreaterThan(0);
  });

  test('takes words that come at the same time', async () => {
    const words = Array.from({ length: 8 }, (_, at) => ({ ...granted, at }));
    await Promise.all(words.map((word) => contacts.put(workspace, customer, { consents: [word] })));
    expect((await contacts.get(workspace, customer))?.consents).toHaveLength(8);
  });
});
