import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../config.ts';

test('an empty environment is a working one', () => {
  expect(readConfig({})).toEqual({
    port: 3_000,
    host: '127.0.0.1',
    temporalNamespace: 'default',
    dataDir: '.sojourn',
    demo: true,
    demoCustomers: 2_000,
    logLevel: 'info',
    mailboxUrl: 'smtp://127.0.0.1:2525',
    mailFrom: 'Sojourn <sojourn@localhost>',
    standInUrl: 'http://127.0.0.1:2526',
    webhookAllow: [],
    secretsKeys: [],
    payloadKeys: 'off',
    trustedProxies: [],
    auditKeptDays: 1_096,
    checkReplies: false,
    serverPorts: {},
  });
});

test('a variable that is set to nothing counts as not set', () => {
  expect(readConfig({ PORT: '', MONGODB_URI: '', ADMIN_KEY: '' })).toEqual(readConfig({}));
});

test('what is set is taken', () => {
  const config = readConfig({
    PORT: '0',
    DEMO: 'off',
    DEMO_CUSTOMERS: '200',
    MONGODB_URI: 'mongodb+srv://user:password@cluster.example.com/shop',
    TEMPORAL_ADDRESS: 'temporal.example.com:7233',
    ADMIN_KEY: 'a-key-of-at-least-24-characters',
    SMTP_URL: 'smtps://user:password@mail.example.com',
    WEBHOOK_ALLOW: '10.0.0.7,192.168.0.0/16,fd00::/8',
    TRUSTED_PROXIES: '127.0.0.1,::1,172.16.0.0/12',
    PUBLIC_URL: 'https://sojourn.example.com/',
    OIDC_ISSUER: 'https://login.example.com',
    OIDC_CLIENT_ID: 'sojourn',
    BOUNCE_ADDRESS: 'bounces@example.com',
    DKIM_DOMAIN: 'example.com',
    DKIM_SELECTOR: 's1',
    DKIM_PRIVATE_KEY: 'a key',
    SOMETHING_ELSE: 'is not ours',
  });
  expect(config).toMatchObject({
    port: 0,
    demo: false,
    demoCustomers: 200,
    adminKey: 'a-key-of-at-least-24-characters',
    publicUrl: 'https://sojourn.example.com',
    trustedProxies: ['127.0.0.1', '::1', '172.16.0.0/12'],
  });
  expect(config.oidc).toEqual({ issuer: 'https://login.example.com', clientId: 'sojourn' });
  expect(config.bounceAddress).toBe('bounces@example.com');
  expect(config.dkim).toEqual({ domain: 'example.com', selector: 's1', privateKey: 'a key' });
  expect(config.smtpUrl).toBe('smtps://user:password@mail.example.com');
});

test.each([
  ['PORT', '80a'],
  ['PORT', '70000'],
  ['MONGODB_URI', 'localhost:27017'],
  ['TEMPORAL_ADDRESS', 'http://localhost:7233'],
  ['TEMPORAL_UI_URL', 'localhost:8233'],
  ['ADMIN_KEY', 'short'],
  ['ADMIN_KEY', 'with spaces in it, however long it is'],
  ['DEMO', 'yes'],
  ['DEMO_CUSTOMERS', 'many'],
  ['DEMO_CUSTOMERS', '99'],
  ['AUDIT_KEPT_DAYS', '7'],
  ['AUDIT_KEPT_DAYS', 'forever'],
  ['TRUSTED_PROXIES', 'proxy.example.com'],
  ['TRUSTED_PROXIES', '10.0.0.0/99'],
  ['DEMO_CUSTOMERS', '2001'],
  ['PUBLIC_URL', 'sojourn.example.com'],
  ['OIDC_ISSUER', 'login.example.com'],
  ['LOG_LEVEL', 'loud'],
  ['SMTP_URL', 'mail.example.com'],
  ['MAILBOX_URL', 'http://127.0.0.1:2525'],
  ['STANDIN_URL', 'smtp://127.0.0.1:2526'],
  ['SECRETS_KEY', 'short'],
  ['PAYLOAD_KEYS', 'on'],
  ['MAIL_FROM', 'nobody'],
  ['BOUNCE_ADDRESS', 'much-too-long-a-name@example.com'],
  ['METRICS_PORT', '-1'],
  ['CHECK_REPLIES', 'yes'],
])('%s=%s is refused in one sentence that names it', (name, value) => {
  const sentence = new RegExp(`^${name} must be [^\\n]*\\.$`);
  expect(() => readConfig({ [name]: value })).toThrow(sentence);
});

test('each wrong variable gets its own sentence, and no value is repeated: it may be a secret', () => {
  try {
    readConfig({ PORT: 'x', ADMIN_KEY: 'secret', DEMO: 'maybe' });
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.sentences).toHaveLength(3);
    expect(error.message).not.toContain('secret');
  }
});

test.each([
  { OIDC_CLIENT_ID: 'sojourn' },
  { OIDC_CLIENT_SECRET: 'a-secret' },
  { OIDC_ISSUER: 'https://login.example.com', OIDC_CLIENT_SECRET: 'a-secret' },
])('half of an identity provider is refused: %o', (env) => {
  expect(() => readConfig(env)).toThrow(/^OIDC_ISSUER and OIDC_CLIENT_ID belong together/);
});

test('a part of a signature is refused, and the key is not quoted', () => {
  const wrong = () => readConfig({ DKIM_SELECTOR: 's1', DKIM_PRIVATE_KEY: 'secret' });
  expect(wrong).toThrow(/^DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY belong together/);
  expect(wrong).not.toThrow('secret');
});
