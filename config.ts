import { z } from 'zod';
import { readShape } from './domain/input/shape-problems.ts';

const ADMIN_KEY = /^[\x21-\x7e]{24,200}$/;

const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

const networks = (name: string) =>
  z
    .string()
    .transform((text) => text.split(','))
    .refine(
      (list) => list.every((each) => 'value' in readShape(network, each)),
      `${name} must be addresses or networks with commas between them, such as 10.0.0.7,192.168.0.0/16.`,
    )
    .default([]);

const SEAL_KEY = '[A-Za-z0-9+/_-]{43}=?';
const SEAL_KEYS = new RegExp(`^${SEAL_KEY}(?:,${SEAL_KEY})*$`);

const port = (name: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/, `${name} must be a port number from 0 to 65535, such as 3000.`)
    .transform(Number)
    .refine((value) => value <= 65_535, `${name} must be a port number from 0 to 65535, such as 3000.`);

const short = (name: string) => z.string().max(255, `${name} must be at most 255 characters long.`);

const address = (name: string, schemes: readonly string[], example: string) =>
  z.string().refine((value) => schemes.includes(schemeOf(value)), `${name} must be an address such as ${example}.`);

const AUDIT_KEPT = 'AUDIT_KEPT_DAYS must be a number of days from 30 to 36500.';
const DEMO_SIZE = 'DEMO_CUSTOMERS must be a number from 100 to 2000.';

const environment = z.object({
  PORT: port('PORT').default(3_000),
  HOST: short('HOST').default('127.0.0.1'),
  MONGODB_URI: address('MONGODB_URI', ['mongodb:', 'mongodb+srv:'], 'mongodb://127.0.0.1:27017/sojourn').optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s:/]+:\d{1,5}$/, 'TEMPORAL_ADDRESS must be host:port, such as 127.0.0.1:7233.')
    .optional(),
  TEMPORAL_UI_URL: address('TEMPORAL_UI_URL', ['http:', 'https:'], 'http://127.0.0.1:8233').optional(),
  TEMPORAL_NAMESPACE: short('TEMPORAL_NAMESPACE').default('default'),
  ADMIN_KEY: z
    .string()
    .regex(ADMIN_KEY, 'ADMIN_KEY must be 24 to 200 printable ASCII characters without spaces.')
    .optional(),
  DATA_DIR: z.string().default('.sojourn'),
  DEMO: z.enum(['on', 'off'], { error: 'DEMO must be on or off.' }).default('on'),
  DEMO_CUSTOMERS: z
    .string()
    .regex(/^\d{3,4}$/, DEMO_SIZE)
    .transform(Number)
    .refine((value) => value >= 100 && value <= 2_000, DEMO_SIZE)
    .default(2_000),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent.',
    })
    .default('info'),
  SMTP_URL: address('SMTP_URL', ['smtp:', 'smtps:'], 'smtps://user:password@mail.example.com:465').optional(),
  MAILBOX_URL: address('MAILBOX_URL', ['smtp:'], 'smtp://127.0.0.1:2525').default('smtp://127.0.0.1:2525'),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*[^\s@<]+@[^\s@>]+>?$/, 'MAIL_FROM must be an e-mail address, such as Shop <shop@example.com>.')
    .default('Sojourn <sojourn@localhost>'),
  STANDIN_URL: address('STANDIN_URL', ['http:'], 'http://127.0.0.1:2526').default('http://127.0.0.1:2526'),
  BOUNCE_ADDRESS: z
    .string()
    .regex(
      /^[A-Za-z0-9._-]{1,12}@[A-Za-z0-9.-]{1,190}$/,
      'BOUNCE_ADDRESS must be an address with at most 12 characters before the @, such as bounces@example.com.',
    )
    .optional(),
  DKIM_DOMAIN: short('DKIM_DOMAIN').optional(),
  DKIM_SELECTOR: short('DKIM_SELECTOR').optional(),
  DKIM_PRIVATE_KEY: z.string().max(10_000, 'DKIM_PRIVATE_KEY must be an RSA private key in PEM.').optional(),
  SECRETS_KEY: z
    .string()
    .regex(
      SEAL_KEYS,
      'SECRETS_KEY must be 32 bytes in base64, such as `openssl rand -base64 32` makes; an earlier one may follow after a comma.',
    )
    .transform((text) => text.split(','))
    .default([]),
  PAYLOAD_KEYS: z.enum(['off', 'per-customer'], { error: 'PAYLOAD_KEYS must be off or per-customer.' }).default('off'),
  WEBHOOK_ALLOW: networks('WEBHOOK_ALLOW'),
  TRUSTED_PROXIES: networks('TRUSTED_PROXIES'),
  PUBLIC_URL: address('PUBLIC_URL', ['http:', 'https:'], 'https://sojourn.example.com')
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
  OIDC_ISSUER: address('OIDC_ISSUER', ['http:', 'https:'], 'https://login.example.com').optional(),
  OIDC_CLIENT_ID: short('OIDC_CLIENT_ID').optional(),
  OIDC_CLIENT_SECRET: short('OIDC_CLIENT_SECRET').optional(),
  AUDIT_KEPT_DAYS: z
    .string()
    .regex(/^\d{2,5}$/, AUDIT_KEPT)
    .transform(Number)
    .refine((days) => days >= 30 && days <= 36_500, AUDIT_KEPT)
    .default(1_096),
  METRICS_PORT: port('METRICS_PORT').optional(),
  CHECK_REPLIES: z.enum(['on', 'off'], { error: 'CHECK_REPLIES must be on or off.' }).default('off'),
  MONGODB_PORT: port('MONGODB_PORT').optional(),
  TEMPORAL_PORT: port('TEMPORAL_PORT').optional(),
  TEMPORAL_UI_PORT: port('TEMPORAL_UI_PORT').optional(),
});

export interface Config {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Left out: found or started by `embedded/`. */
  readonly mongodbUri?: string;
  readonly temporalAddress?: string;
  readonly temporalNamespace: string;
  /** Where people see Temporal's own page; left out, nobody is sent there. */
  readonly temporalUiUrl?: string;
  /** Fixes the first key. */
  readonly adminKey?: string;
  readonly dataDir: string;
  readonly demo: boolean;
  /** How many have bought in the demo shop before its clock. */
  readonly demoCustomers: number;
  readonly logLevel: z.infer<typeof environment>['LOG_LEVEL'];
  /** Left out: mail goes to the built-in mailbox. */
  readonly smtpUrl?: string;
  readonly mailboxUrl: string;
  readonly mailFrom: string;
  /** Where bounces come back, each to a part of its own behind a plus; left out: to the sender. */
  readonly bounceAddress?: string;
  /** What mails are signed with; left out: not by us. */
  readonly dkim?: { readonly domain: string; readonly selector: string; readonly privateKey: string };
  /** Where the built-in stand-in of SMS, Telegram and push listens. */
  readonly standInUrl: string;
  /** Addresses and networks that webhooks may call although they are not public. */
  readonly webhookAllow: readonly string[];
  /** What secrets of others are sealed with, the newest first; empty: none can be kept. */
  readonly secretsKeys: readonly string[];
  /** Whether what Temporal keeps is encrypted, with a key for each customer. */
  readonly payloadKeys: 'off' | 'per-customer';
  /** Addresses and networks of proxies that are believed when they say whom they stand for, and how they were reached. */
  readonly trustedProxies: readonly string[];
  /** Where people reach the pages, without a slash at its end. */
  readonly publicUrl?: string;
  /** Left out: people sign in by links and keys only. */
  readonly oidc?: { readonly issuer: string; readonly clientId: string; readonly clientSecret?: string };
  /** How many days entries of the audit log are kept. */
  readonly auditKeptDays: number;
  /** Whether each reply is held against its contract; for development and tests, since it costs time. */
  readonly checkReplies: boolean;
  /** Where the worker serves its metrics; left out: nowhere. */
  readonly metricsPort?: number;
  /** Ports to insist on for servers that `embedded/` starts; those left out are chosen. */
  readonly serverPorts: {
    readonly mongodb?: number | undefined;
    readonly temporal?: number | undefined;
    readonly temporalUi?: number | undefined;
  };
}

/**
 * Reads the environment; a variable that is set to nothing counts as not set.
 * @throws ConfigError with one sentence for each variable that is wrong
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = readShape(environment, set);
  if ('problems' in read) throw new ConfigError(read.problems.map(({ message }) => message));
  const { value: data } = read;
  return {
    port: data.PORT,
    host: data.HOST,
    ...(data.MONGODB_URI === undefined ? {} : { mongodbUri: data.MONGODB_URI }),
    ...(data.TEMPORAL_ADDRESS === undefined ? {} : { temporalAddress: data.TEMPORAL_ADDRESS }),
    temporalNamespace: data.TEMPORAL_NAMESPACE,
    ...(data.TEMPORAL_UI_URL === undefined ? {} : { temporalUiUrl: data.TEMPORAL_UI_URL }),
    ...(data.ADMIN_KEY === undefined ? {} : { adminKey: data.ADMIN_KEY }),
    dataDir: data.DATA_DIR,
    demo: data.DEMO === 'on',
    demoCustomers: data.DEMO_CUSTOMERS,
    logLevel: data.LOG_LEVEL,
    ...(data.SMTP_URL === undefined ? {} : { smtpUrl: data.SMTP_URL }),
    mailboxUrl: data.MAILBOX_URL,
    mailFrom: data.MAIL_FROM,
    ...(data.BOUNCE_ADDRESS === undefined ? {} : { bounceAddress: data.BOUNCE_ADDRESS }),
    ...dkimOf(data),
    standInUrl: data.STANDIN_URL.replace(/\/+$/, ''),
    webhookAllow: data.WEBHOOK_ALLOW,
    secretsKeys: data.SECRETS_KEY,
    payloadKeys: data.PAYLOAD_KEYS,
    trustedProxies: data.TRUSTED_PROXIES,
    ...(data.PUBLIC_URL === undefined ? {} : { publicUrl: data.PUBLIC_URL }),
    ...oidcOf(data),
    auditKeptDays: data.AUDIT_KEPT_DAYS,
    checkReplies: data.CHECK_REPLIES === 'on',
    ...(data.METRICS_PORT === undefined ? {} : { metricsPort: data.METRICS_PORT }),
    serverPorts: { mongodb: data.MONGODB_PORT, temporal: data.TEMPORAL_PORT, temporalUi: data.TEMPORAL_UI_PORT },
  };
}

/** @throws ConfigError where only one half of it is set */
function oidcOf(data: z.infer<typeof environment>): Pick<Config, 'oidc'> {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = data;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return {};
  if (issuer === undefined || clientId === undefined) {
    throw new ConfigError(['OIDC_ISSUER and OIDC_CLIENT_ID belong together: set both of them, or neither.']);
  }
  return { oidc: { issuer, clientId, ...(clientSecret === undefined ? {} : { clientSecret }) } };
}

/** @throws ConfigError where only a part of it is set */
function dkimOf(data: z.infer<typeof environment>): Pick<Config, 'dkim'> {
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_PRIVATE_KEY: privateKey } = data;
  if (domain === undefined && selector === undefined && privateKey === undefined) return {};
  if (domain === undefined || selector === undefined || privateKey === undefined) {
    throw new ConfigError([
      'DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY belong together: set all three, or none of them.',
    ]);
  }
  return { dkim: { domain, selector, privateKey } };
}

export class ConfigError extends Error {
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'ConfigError';
    this.sentences = sentences;
  }
}

function schemeOf(value: string): string {
  return /^[a-z][a-z+]*:(?=\/\/.)/.exec(value)?.[0] ?? '';
}
