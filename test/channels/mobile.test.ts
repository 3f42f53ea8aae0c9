import { jwtVerify } from 'jose';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { forgetToken } from '../../channels/google-token.ts';
import { sendByFcm } from '../../channels/mobile.ts';
import type { Outcome } from '../../channels/port.ts';
import { customerId, journeyId, stepId, workspaceId } from '../../domain/ids.schema.ts';
import { messageName } from '../../domain/journey/message-name.ts';
import { customerKey, effectKey } from '../../domain/keys.ts';
import { HOUR, MINUTE } from '../../domain/time.ts';
import { startProvider, type Answer, type Asked, type ProviderServer } from './provider-server.ts';
import { aServiceAccount, type MadeUpAccount } from './service-account.ts';

const workspace = workspaceId.parse('shop');
const customer = customerId.parse('c-17');
const place = { journey: journeyId.parse('winback'), version: 1, enrolment: 1, step: stepId.parse('hello'), visit: 1 };
const key = effectKey(customerKey(workspace, customer), place);
const message = {
  key,
  workspace,
  customer,
  at: Date.UTC(2026, 0, 2),
  to: 'a-token-of-one-phone:1',
  parts: { title: 'Hi', text: 'We miss you', url: 'https://shop.example.com/back' },
};
const NAMED = { name: 'projects/shop-app/messages/0:17' };

let account: MadeUpAccount;
let provider: ProviderServer;
let root: string;
let asked: Asked[];
let now: number;
let signsIn: Answer;
let answers: Answer[];

beforeAll(async () => {
  account = await aServiceAccount();
});

beforeEach(async () => {
  [asked, now] = [[], Date.UTC(2026, 0, 2)];
  signsIn = { status: 200, body: { access_token: 'a-token-of-google', expires_in: 3_600, token_type: 'Bearer' } };
  answers = [{ status: 200, body: NAMED }];
  forgetToken(account.text);
  provider = await startProvider((one) => {
    asked.push(one);
    const next = one.url === '/token' ? signsIn : ((answers.length > 1 ? answers.shift() : answers[0]) ?? signsIn);
    return next === 'cut' ? next : { ...next, headers: { 'retry-after': '7' } };
  });
  ({ root } = provider);
});

afterEach(() => provider.close());

const send = (serviceAccount = account.text) =>
  sendByFcm(
    { projectId: 'shop-app', serviceAccount },
    { root, tokens: `${root}/token`, labelled: false, now: () => now },
    message,
  );
const paths = () => asked.map(({ url }) => url);

/** As Firebase writes what went wrong. */
const wrong = (status: number, errorCode?: string, field?: string): Answer => ({
  status,
  body: {
    error: {
      code: status,
      message: `not for a-token-of-one-phone:1`,
      details: [
        ...(errorCode ? [{ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode }] : []),
        ...(field ? [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field }] }] : []),
      ],
    },
  },
});

test('a message goes to one device, named by its key, and its access token is asked for once', async () => {
  expect(await send()).toEqual({ state: 'sent', messageId: '0:17' });
  expect(await send()).toEqual({ state: 'sent', messageId: '0:17' });
  const path = '/v1/projects/shop-app/messages:send';
  expect(paths()).toEqual(['/token', path, path]);
  const id = messageName(key);
  expect(asked[1]?.headers.authorization).toBe('Bearer a-token-of-google');
  expect(Object.keys(asked[1]?.headers ?? {}).filter((name) => name.startsWith('x-sojourn'))).toEqual([]);
  expect(JSON.parse(asked[1]?.body ?? '')).toEqual({
    message: {
      token: message.to,
      notification: { title: 'Hi', body: 'We miss you' },
      data: { message: id, url: 'https://shop.example.com/back' },
      android: { collapse_key: id.slice(0, 32), ttl: '86400s', notification: { tag: id } },
      apns: { headers: { 'apns-collapse-id': id, 'apns-expiration': String(now / 1_000 + 86_400) } },
    },
  });
  now += HOUR - 4 * MINUTE;
  await send();
  expect(paths().slice(3)).toEqual(['/token', path]);
});

test('the account signs for the address of Google, whatever its file says', async () => {
  await send();
  const form = new URLSearchParams(asked[0]?.body);
  expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
  const { payload, protectedHeader } = await jwtVerify(form.get('assertion') ?? '', account.publicKey, {
    currentDate: new Date(now),
  });
  expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' });
  expect(payload).toEqual({
    scope: 'https://www.googleapis.com/auth/firebase.messaging',
    iss: 'push@shop-app.iam.gserviceaccount.com',
    aud: 'https://oauth2.googleapis.com/token',
    iat: now / 1_000,
    exp: now / 1_000 + 3_600,
  });
});

test.each<[Answer, Outcome]>([
  [wrong(404, 'UNREGISTERED'), { state: 'failed', because: 'address', reason: 'Firebase answered 404 (UNREGISTERED)' }],
  [wrong(400, 'INVALID_ARGUMENT'), { state: 'failed', reason: 'Firebase answered 400 (INVALID_ARGUMENT)' }],
  [
    wrong(400, 'INVALID_ARGUMENT', 'message.token'),
    { state: 'failed', because: 'address', reason: 'Firebase answered 400 (INVALID_ARGUMENT)' },
  ],
  [wrong(429, 'QUOTA_EXCEEDED'), { state: 'retry', after: 7_000, reason: 'Firebase answered 429 (QUOTA_EXCEEDED)' }],
  [wrong(503, 'UNAVAILABLE'), { state: 'retry', after: 7_000, reason: 'Firebase answered 503 (UNAVAILABLE)' }],
  [wrong(500, 'INTERNAL'), { state: 'retry', after: 7_000, reason: 'Firebase answered 500 (INTERNAL)' }],
  [wrong(403, 'SENDER_ID_MISMATCH'), { state: 'paused', reason: 'Firebase answered 403 (SENDER_ID_MISMATCH)' }],
  [wrong(401, 'THIRD_PARTY_AUTH_ERROR'), { state: 'paused', reason: 'Firebase answered 401 (THIRD_PARTY_AUTH_ERROR)' }],
  [wrong(403), { state: 'paused', reason: 'Firebase answered 403' }],
  [wrong(404), { state: 'paused', reason: 'Firebase answered 404' }],
  [
    { status: 200, body: {} },
    { state: 'unknown', reason: 'Firebase took it and did not say what it calls it' },
  ],
])('an answer %j', async (answer, outcome) => {
  answers = [answer];
  expect(await send()).toEqual(outcome);
});

test('an access token that ended early is asked for anew, and two refusals are about the account', async () => {
  await send();
  answers = [wrong(401), { status: 200, body: NAMED }];
  expect(await send()).toMatchObject({ state: 'sent' });
  answers = [wrong(401)];
  expect(await send()).toEqual({ state: 'paused', reason: 'Firebase answered 401' });
});

test.each<[Answer, Outcome]>([
  [
    { status: 400, body: { error: 'invalid_grant' } },
    { state: 'paused', reason: 'Google answered 400 to the service account' },
  ],
  [
    { status: 503, body: null },
    { state: 'retry', after: 7_000, reason: 'Google answered 503 to the service account' },
  ],
  [
    { status: 200, body: {} },
    { state: 'retry', reason: 'Google gave no access token' },
  ],
])('without an access token nothing is sent: %j', async (answer, outcome) => {
  signsIn = answer;
  expect(await send()).toEqual(outcome);
  expect(paths()).toEqual(['/token']);
});

test('a key that signs nothing pauses, and is told to nobody', async () => {
  const broken = JSON.stringify({
    ...JSON.parse(account.text),
    private_key: '-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n',
  });
  expect(await send(broken)).toEqual({ state: 'paused', reason: 'the service account has no key that signs' });
  expect(asked).toEqual([]);
});
