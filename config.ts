import { z } from 'zod';
import { readShape } from './domain/input/shape-problems.ts';

const ADMIN_KEY = /^[\x21-\x7e]{24,200}$/;

const NETWORK = String.raw`[0-9a-fA-F.:]+(?:/\d{1,3})?`;
const NETWORKS = new RegExp(`^${NETWORK}(?:,${NETWORK})*$`);

const port = (name: string) =>
  z
    .string()
    .regex(/^\d{1,5}$/, `${name} must be a port number from 0 to 65535, such as 3000.`)
    .transform(Number)
    .refine((value) => value <= 65_535, `${name} must be a port number from 0 to 65535, such as 3000.`);

const short = (name: string) => z.string().max(255, `${name} must be at most 255 characters long.`);

const address = (name: string, schemes: readonly string[], example: string) =>
  z.string().refine((value) => schemes.includes(schemeOf(value)), `${name} must be an address such as ${example}.`);

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
  SECRET_KEYS: z
    .string()
    .regex(
      /^[a-z0-9]{1,16}:[A-Za-z0-9+/]{43}=(?:,[a-z0-9]{1,16}:[A-Za-z0-9+/]{43}=)*$/,
      'SECRET_KEYS must be id:key pairs with commas between them, each key 32 bytes in base64, such as k1:…=; the first one seals.',
    )
    .transform((text) => text.split(',').map(keyOf))
    .default([]),
  WEBHOOK_ALLOW: z
    .string()
    .regex(
      NETWORKS,
      'WEBHOOK_ALLOW must be addresses or networks with commas between them, such as 10.0.0.7,192.168.0.0/16.',
    )
    .transform((text) => text.split(','))
    .default([]),
  PUBLIC_URL: address('PUBLIC_URL', ['http:', 'https:'], 'https://sojourn.example.com')
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
  OIDC_ISSUER: address('OIDC_ISSUER', ['http:', 'https:'], 'https://login.example.com').optional(),
  OIDC_CLIENT_ID: short('OIDC_CLIENT_ID').optional(),
  OIDC_CLIENT_SECRET: short('OIDC_CLIENT_SECRET').optional(),
  METRICS_PORT: port('METRICS_PORT').optional(),
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
  /** Where the built-in stand-in of SMS, Telegram and push listens. */
  readonly standInUrl: string;
  /** By what the secrets of channels are sealed, 32 bytes each in base64: the first one seals, all of them open. */
  readonly secretKeys: readonly { readonly id: string; readonly key: string }[];
  /** Addresses and networks that webhooks may call although they are not public. */
  readonly webhookAllow: readonly string[];
  /** Where people reach the pages, without a slash at its end. */
  readonly publicUrl?: string;
  /** Left out: people sign in by links and keys only. */
  readonly oidc?: { readonly issuer: string; readonly clientId: string; readonly clientSecret?: string };
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
    standInUrl: data.STANDIN_URL.replace(/\/+$/, ''),
    secretKeys: data.SECRET_KEYS,
    webhookAllow: data.WEBHOOK_ALLOW,
    ...(data.PUBLIC_URL === undefined ? {} : { publicUrl: data.PUBLIC_URL }),
    ...oidcOf(data),
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

export class ConfigError extends Error {
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'ConfigError';
    this.sentences = sentences;
  }
}

function keyOf(pair: string): { readonly id: string; readonly key: string } {
  const [id = '', key = ''] = pair.split(':');
  return { id, key };
}

function schemeOf(value: string): string {
  return /^[a-z][a-z+]*:(?=\/\/.)/.exec(value)?.[0] ?? '';
}
