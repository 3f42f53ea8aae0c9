import { describe, expect, test } from 'vitest';
import { ADDRESSES } from '../../../domain/channels/address.schema.ts';
import { isPushService } from '../../../domain/channels/push-services.ts';
import { fitsPush, MOST_PUSH_BYTES } from '../../../domain/channels/push-size.ts';
import { serviceAccountIn } from '../../../domain/channels/service-account.schema.ts';
import { askedBy } from '../../../domain/channels/stop-words.ts';
import { twilioMeaning } from '../../../domain/channels/twilio-codes.ts';

const FILE = {
  type: 'service_account',
  project_id: 'shop-app',
  private_key_id: 'k1',
  private_key: '-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n',
  client_email: 'push@shop-app.iam.gserviceaccount.com',
  token_uri: 'https://oauth2.googleapis.com/token',
};

test('a notification is measured as push services count it: in bytes of UTF-8', () => {
  const around = JSON.stringify({ title: 'T', text: '' }).length;
  const fits = (text: string) => fitsPush({ title: 'T', text });
  expect([fits('a'.repeat(MOST_PUSH_BYTES - around)), fits('a'.repeat(MOST_PUSH_BYTES - around + 1))]).toEqual([
    true,
    false,
  ]);
  expect([fits('ş'.repeat(1_900)), fits('€'.repeat(1_900))]).toEqual([true, false]);
});

test.each([
  ['https://fcm.googleapis.com/fcm/send/x', true],
  ['https://updates.push.services.mozilla.com/wpush/v2/x', true],
  ['https://wns2-par02p.notify.windows.com/w/?token=x', true],
  ['https://web.push.apple.com/x', true],
  ['http://fcm.googleapis.com/x', false],
  ['https://fcm.googleapis.com.example.com/x', false],
  ['https://evilfcm.googleapis.com.example/x', false],
  ['https://notpush.apple.com/x', false],
  ['https://user@fcm.googleapis.com/x', false],
  ['https://fcm.googleapis.com:8443/x', false],
  ['https://169.254.169.254/latest', false],
])('a page may name the push service of a browser and nothing else: %s', (endpoint, is) => {
  expect(isPushService(endpoint)).toBe(is);
});

test.each([
  [{ type: 'service_account' }, null],
  [{ ...FILE, type: 'authorized_user' }, null],
  [{ ...FILE, project_id: '../other' }, null],
  [FILE, 'shop-app'],
])('a key file is one of a service account: %#', (file, project) => {
  expect(serviceAccountIn(JSON.stringify(file))?.project_id ?? null).toBe(project);
  expect(serviceAccountIn(`${JSON.stringify(file)}}`)).toBeNull();
});

test.each([
  ['STOP', 'stop'],
  [' stop. ', 'stop'],
  ['Stop all', 'stop'],
  ['OPT-OUT', 'stop'],
  ['Unsubscribe!', 'stop'],
  ['REVOKE', 'stop'],
  ['quit', 'stop'],
  ['END', 'stop'],
  ['cancel', 'stop'],
  ['İPTAL', 'stop'],
  ['iptal', 'stop'],
  ['IPTAL', 'stop'],
  ['Ret', 'stop'],
  ['DUR', 'stop'],
  ['ÇIK', 'stop'],
  ['çıkış', 'stop'],
  ['Abonelikten çık', 'stop'],
  ['START', 'start'],
  ['başlat', 'start'],
  ['yardım', 'help'],
  ['do not stop sending me these', null],
  ['Reta', null],
  ['', null],
  ['👍', null],
])('%s asks for %s', (text, asked) => {
  expect(askedBy(text)).toBe(asked);
});

test.each([
  [20_003, 'paused'],
  [21_606, 'paused'],
  [30_007, 'paused'],
  [21_211, 'address'],
  [21_614, 'address'],
  [21_635, 'address'],
  [30_005, 'address'],
  [30_006, 'address'],
  [21_610, 'withdrawn'],
  [20_429, 'passing'],
  [30_003, 'passing'],
  [21_617, null],
])('the code %i of Twilio means %s', (code, meaning) => {
  expect(twilioMeaning(code)).toBe(meaning);
});

describe('an address', () => {
  const read = (channel: keyof typeof ADDRESSES, text: unknown) => ADDRESSES[channel].safeParse(text).data;

  test('of SMS is a number with its country, however it is written', () => {
    expect(read('sms', '+90 (532) 123-45.67')).toBe('+905321234567');
    for (const wrong of ['0532 123 45 67', '+0532', '+1', '+90532123456789012', 'ann', '']) {
      expect(read('sms', wrong)).toBeUndefined();
    }
  });

  test('of Telegram is the chat of a person, not of a group', () => {
    expect([read('telegram', '42'), read('telegram', '-100'), read('telegram', '@ann')]).toEqual([
      '42',
      undefined,
      undefined,
    ]);
  });

  test('of push is a whole subscription', () => {
    const keys = { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };
    const subscription = { endpoint: 'https://push.example.com/1', keys };
    expect(read('push', subscription)).toBe(JSON.stringify(subscription));
    expect(read('push', { endpoint: 'ftp://push.example.com', keys })).toBeUndefined();
    expect(read('push', { endpoint: subscription.endpoint, keys: { p256dh: 'B' } })).toBeUndefined();
  });
});
