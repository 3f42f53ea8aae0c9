import type { Connection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startStandIn, type StandIn } from '../../channels/standin.ts';
import { mongoIysConsents } from '../../db/messaging/iys-consents.ts';
import { mongoIysSettings, type IysSettings } from '../../db/messaging/iys-settings.ts';
import { newSealKey, openSeals } from '../../db/seal.ts';
import { HOUR, MINUTE } from '../../domain/time.ts';
import { IYS_STEPS } from '../../workflows/iys-messages.ts';
import type { TestDatabase } from '../databases.ts';
import { AT, freshStore, perform, workspace, World } from './world.ts';

const seals = openSeals([newSealKey()]);
const NUMBER = '+905321234567';
const SETTINGS: IysSettings = {
  on: true,
  place: 'stand-in',
  iysCode: '1',
  brandCode: '1',
  username: 'api',
  source: 'HS_WEB',
  email: 'country',
  countryAttribute: 'country',
  recipientType: 'BIREYSEL',
  recipientTypeAttribute: null,
};

let database: TestDatabase;
let connection: Connection;
let world: World;
let standIn: StandIn;
let now: number;

beforeEach(async () => {
  database = await freshStore();
  ({ connection } = database);
  world = new World(connection);
  standIn = await startStandIn({ host: '127.0.0.1', port: 0, store: async () => undefined });
  now = AT + 1_000;
  await world.open();
  await world.contacts.put(workspace, world.customer, { addresses: { sms: NUMBER } });
  await say('granted', AT);
});
afterEach(async () => {
  await standIn.stop();
  await database.close();
});

const say = (status: 'granted' | 'withdrawn', at: number) =>
  world.contacts.put(workspace, world.customer, { consents: [{ channel: 'sms', status, at, source: 'checkout' }] });
const switchOn = (password = 'right') => mongoIysSettings(connection, seals).put(workspace, SETTINGS, password, now);
const activities = () =>
  world.activities({
    smtpUrl: undefined,
    mailboxUrl: 'smtp://127.0.0.1:1',
    standIn: standIn.url,
    seals,
    now: () => now,
  });
const send = (visit: number) =>
  world
    .send(activities(), { ...world.message('sms', 1, visit), channel: 'sms' })
    .catch((error: Error) => error.message);
const consents = async () =>
  (await mongoIysConsents(connection).of(workspace, world.customer)).map((row) => row.consent);
const citizen = (status: string, consentDate: string) =>
  fetch(`${standIn.url}/iys/citizen`, {
    method: 'POST',
    body: JSON.stringify({ recipient: NUMBER, recipientType: 'BIREYSEL', type: 'MESAJ', status, consentDate }),
  });

/** All its steps, and once more when the register has had its time. */
async function exchange(): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    for (const step of IYS_STEPS) await perform(activities().exchangeWithIys, { workspace, step });
    now += MINUTE;
  }
}

describe('the register of messages', () => {
  test('holds nothing back while it is off', async () => {
    expect(await send(1)).toBe('sent');
    expect(await perform(activities().exchangeWithIys, { workspace, step: 'collect' })).toBe(0);
    expect(await consents()).toEqual([]);
  });

  test('is told of a consent, and marketing waits until it has it', async () => {
    await switchOn();
    expect(await send(1)).toBe('the register of messages has not confirmed the consent yet');
    await exchange();
    expect(await consents()).toMatchObject([
      { state: 'settled', known: { status: 'ONAY', at: AT, transactionId: 'transaction-2' } },
    ]);
    expect(await send(1)).toBe('sent');
    expect(await mongoIysSettings(connection).find(workspace)).toMatchObject({ doneAt: expect.any(Number) });
  });

  test('hears of a withdrawal here, and says of a repeated upload what it has', async () => {
    await switchOn();
    await exchange();
    await say('withdrawn', AT + HOUR);
    await exchange();
    expect(await consents()).toMatchObject([{ state: 'settled', known: { status: 'RET' }, nextAt: null }]);
    // As after an upload whose answer was lost.
    const store = mongoIysConsents(connection);
    const [row] = await store.of(workspace, world.customer);
    if (row) await store.put({ ...row, consent: { ...row.consent, state: 'due', nextAt: now } });
    await exchange();
    expect(await consents()).toMatchObject([{ state: 'settled', known: { status: 'RET' } }]);
  });

  test('tells of a withdrawal there, which goes into our ledger', async () => {
    await switchOn();
    await exchange();
    await citizen('RET', '2026-01-03 12:00:00');
    now += 2 * HOUR;
    await exchange();
    const said = (await world.contacts.get(workspace, world.customer))?.consents.at(-1);
    expect(said).toMatchObject({ channel: 'sms', purpose: 'marketing', status: 'withdrawn', source: 'iys' });
    expect(await send(1)).toBe('skipped');
    expect(await consents()).toMatchObject([{ state: 'settled', word: { status: 'RET' }, known: { status: 'RET' } }]);
  });

  test('refuses what it does not want, and such a message is skipped', async () => {
    await switchOn();
    await exchange();
    const store = mongoIysConsents(connection);
    const [row] = await store.of(workspace, world.customer);
    const refused = { state: 'refused', reason: 'H155', known: null, nextAt: null } as const;
    if (row) await store.put({ ...row, consent: { ...row.consent, ...refused } });
    expect(await send(1)).toBe('skipped');
    const effect = { ...world.message('sms', 1, 1), channel: 'sms' } as const;
    expect(await world.ledger(effect)).toMatchObject({ reason: 'not-registered' });
    await store.tryAgain(workspace, now);
    expect(await store.counts(workspace, now)).toMatchObject({ asking: 1, refused: 0 });
  });

  test('that does not take our password is told of, without it', async () => {
    await switchOn('wrong-password');
    const ask = perform(activities().exchangeWithIys, { workspace, step: 'pull' });
    await expect(ask).rejects.toMatchObject({ type: 'IysRefused', nonRetryable: true });
    const found = await mongoIysSettings(connection).find(workspace);
    expect(found?.trouble).toMatchObject({ step: 'pull', reason: expect.stringContaining('401') });
    expect(JSON.stringify(found)).not.toContain('wrong-password');
  });
});
