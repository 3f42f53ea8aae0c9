import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { workspaceId } from '../domain/ids.schema.ts';
import { DYNAMIC_CONFIG } from '../embedded/temporal-server.ts';
import { attributesOf } from '../workflows/search-attributes.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const texts = z.array(z.string());
const span = z.string().regex(/^\d+s$/);

/** What we use of the Compose file format, and nothing that would give a container more rights than it needs. */
const service = z.strictObject({
  image: z.string(),
  build: z.literal('.').optional(),
  init: z.literal(true).optional(),
  read_only: z.literal(true).optional(),
  tmpfs: texts.optional(),
  cap_drop: z.tuple([z.literal('ALL')]).optional(),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]).optional(),
  restart: z.union([z.literal('unless-stopped'), z.string().regex(/^on-failure:\d+$/)]),
  stop_grace_period: span.optional(),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_completed_successfully']) }))
    .default({}),
  entrypoint: texts.optional(),
  command: texts.optional(),
  // Numbers and booleans mean something else in YAML than they say: only text is a value.
  environment: z.record(z.string(), z.string()).default({}),
  ports: texts.default([]),
  volumes: texts.default([]),
  configs: z.array(z.strictObject({ source: z.string(), target: z.string() })).default([]),
  healthcheck: z
    .strictObject({
      test: texts.min(2),
      interval: span,
      timeout: span,
      retries: z.int().min(1),
      start_period: span,
    })
    .optional(),
});
const file = z.looseObject({
  name: z.literal('sojourn'),
  services: z.record(z.string(), service),
  configs: z.record(z.string(), z.strictObject({ content: z.string() })),
  volumes: z.record(z.string(), z.null()),
});

const compose = file.parse(parse(read('docker-compose.yml'), { merge: true }));
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);
const part = (name: string) => service.parse(compose.services[name]);

/** A filled-in `.env`, in which nothing is as it would be without it. */
const dotEnv: Readonly<Record<string, string>> = {
  ADMIN_KEY: 'a-key-of-at-least-24-characters',
  POSTGRES_PASSWORD: 'a-password',
  LOG_LEVEL: 'error',
  SMTP_URL: 'smtps://user:password@mail.example.com',
  MAIL_FROM: 'Shop <shop@example.com>',
  WEBHOOK_ALLOW: '10.0.0.7',
  PUBLIC_URL: 'https://sojourn.example.com',
  SECRETS_KEY: Buffer.alloc(32, 1).toString('base64'),
  PAYLOAD_KEYS: 'per-customer',
  TEMPORAL_CODEC_ENDPOINT: 'https://sojourn.example.com/v1/codec',
  TEMPORAL_CODEC_INCLUDE_CREDENTIALS: 'true',
  BOUNCE_ADDRESS: 'bounces@example.com',
  DKIM_DOMAIN: 'example.com',
  DKIM_SELECTOR: 's1',
  DKIM_PRIVATE_KEY: 'a key',
  TRUSTED_PROXIES: '172.16.0.0/12',
  AUDIT_KEPT_DAYS: '400',
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: 'sojourn',
  OIDC_CLIENT_SECRET: 'a-secret',
};

/** `${NAME}`, `${NAME:-otherwise}` and `${NAME:?why it is needed}`. */
function filledIn(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, rest?: string) => {
    if (env[name]) return env[name];
    if (kind === '-') return rest ?? '';
    throw new Error(`${name} is not set: ${rest ?? ''}`);
  });
}

function environmentOf(name: string, env = dotEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(part(name).environment).map(([variable, value]) => [variable, filledIn(value, env)]),
  );
}

describe('docker-compose.yml', () => {
  test('every image is pinned to one version', () => {
    const tags = services.map(([, { image }]) => image.split(':')[1]);
    for (const tag of tags) expect(tag).toMatch(/^\d+\.\d+(\.\d+)?$/);
  });

  test('our own image carries the version of the package', () => {
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(read('package.json')));
    for (const [, { image }] of ours) expect(image).toBe(`sojourn:${version}`);
  });

  test('nothing listens outside this machine', () => {
    const ports = services.flatMap((entry) => entry[1].ports);
    expect(ports).toHaveLength(2);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\$\{[A-Z_]+:-\d+\}:\d+$/);
  });

  test('the API and the worker run without rights, on a file system they cannot change', () => {
    expect(ours.map(([name]) => name)).toEqual(['api', 'worker']);
    for (const [, { init, read_only: readOnly, cap_drop: dropped, security_opt: options }] of ours) {
      expect([init, readOnly, dropped, options]).toEqual([true, true, ['ALL'], ['no-new-privileges:true']]);
    }
  });

  test('whoever is waited for can be waited for', () => {
    const waits = services.flatMap(([, { depends_on: needs }]) => Object.entries(needs));
    expect(waits.length).toBeGreaterThan(0);
    for (const [name, { condition }] of waits) {
      const { healthcheck, restart } = part(name);
      const ends = restart !== 'unless-stopped';
      expect(condition, name).toBe(ends ? 'service_completed_successfully' : 'service_healthy');
      expect(healthcheck === undefined, name).toBe(ends);
    }
  });

  test('volumes and configurations are declared', () => {
    const named = services.flatMap(([, { volumes, configs }]) => [
      ...volumes.map((volume) => volume.split(':')[0]),
      ...configs.map(({ source }) => source),
    ]);
    expect(new Set(named)).toEqual(new Set([...Object.keys(compose.configs), ...Object.keys(compose.volumes)]));
  });

  test('secrets have no default, and are asked for by name', () => {
    for (const name of ['ADMIN_KEY', 'POSTGRES_PASSWORD']) {
      const missing = { ...dotEnv, [name]: '' };
      const values = services.flatMap(([, { environment }]) => Object.values(environment));
      expect(() => values.map((value) => filledIn(value, missing))).toThrow(`${name} is not set: set ${name} in .env`);
    }
  });

  test('Temporal keeps time as the embedded one does: a timer that comes late says that somebody is not silent yet', () => {
    const settings = z
      .record(z.string(), z.tuple([z.strictObject({ value: z.unknown() })]))
      .parse(parse(compose.configs['temporal-dynamic']?.content ?? ''));
    const here = Object.entries(settings).map(([name, [{ value }]]) => `${name}=${JSON.stringify(value)}`);
    // Partitions are for one process only.
    const embedded = DYNAMIC_CONFIG.filter((setting) => !setting.includes('Partitions='));
    expect(here.toSorted()).toEqual(embedded.toSorted());
    // One needs the other: see ARCHITECTURE.md, "a busy second is not a stuck one".
    const names = Object.keys(settings);
    expect(names).toContain('history.timerProcessorMaxTimeShift');
    expect(names).toContain('history.queueReaderStuckCriticalAttempts');
  });

  test('the scripts in it can be read by those who run them', () => {
    for (const [, { entrypoint, command }] of services) {
      if (entrypoint) execFileSync('sh', ['-n', '-c', command?.[0]?.replaceAll('$$', '$') ?? '']);
    }
    const checks = services.flatMap(([, { healthcheck }]) => healthcheck?.test ?? []);
    const scripts = checks.filter((_, place) => ['-e', '--eval'].includes(checks[place - 1] ?? ''));
    expect(scripts).toHaveLength(3);
    for (const script of scripts) expect(() => new Script(script)).not.toThrow();
  });

  test('operators can filter by what customers are shown with', () => {
    const shown = {
      workspace: workspaceId.parse('shop'),
      segment: 'loyal',
      score: 'R5F4M3',
      journeys: ['thanks'],
      deadline: 0,
    };
    const wanted = attributesOf(shown).map(({ key }) => `${key.name} ${key.type.replaceAll('_', '').toLowerCase()}`);
    const script = part('temporal-namespace').command?.[0] ?? '';
    const made = [...script.matchAll(/--name (\w+) --type (\w+)/g)].map(
      ([, name, type]) => `${name} ${type?.toLowerCase()}`,
    );
    expect(made).toEqual(wanted);
  });
});

/** What it is read as; without one variable that belongs to another, that the other is missing. */
function readAs(env: Readonly<Record<string, string | undefined>>): string {
  try {
    return JSON.stringify(readConfig(env));
  } catch (error) {
    return String(error);
  }
}

describe.each(['api', 'worker'])('the %s in docker-compose.yml', (name) => {
  test('starts with the variables it is given', () => {
    expect(() => readConfig(environmentOf(name))).not.toThrow();
    expect(() => readConfig(environmentOf(name, { ADMIN_KEY: dotEnv['ADMIN_KEY'] ?? '' }))).not.toThrow();
  });

  test('is given no variable that nothing reads', () => {
    const env = environmentOf(name);
    const unread = Object.keys(env).filter((variable) => {
      const other = variable === 'PORT' ? { ...env, PORT: '1' } : { ...env, [variable]: undefined };
      return readAs(other) === readAs(env);
    });
    expect(unread).toEqual([]);
  });
});

test('the mailbox of the API is where the worker sends to', () => {
  const [api, worker] = ['api', 'worker'].map((name) => new URL(readConfig(environmentOf(name)).mailboxUrl));
  expect(api?.port).toBe(worker?.port);
  expect([api?.hostname, worker?.hostname]).toEqual(['0.0.0.0', 'api']);
});

const dockerfile = read('Dockerfile');
const copied = [...dockerfile.matchAll(/^COPY ((?!--)[^\n]+) \S+$/gm)].flatMap(([, from]) => from?.split(' ') ?? []);

/** Every file of ours that is loaded with `entry`, and every package. */
function loadedWith(entry: string, seen = new Set<string>(), packages = new Set<string>()) {
  if (seen.has(entry)) return { files: seen, packages };
  seen.add(entry);
  const code = read(entry).replaceAll(/^(import|export) type [^;]*;/gm, '');
  for (const [, path = ''] of code.matchAll(/(?:from |import |import\(|new URL\()'([^'\s]+)'/g)) {
    if (!path.startsWith('.')) packages.add(path);
    else loadedWith(relative(root, join(root, entry, '..', path)), seen, packages);
  }
  return { files: seen, packages };
}

describe('Dockerfile', () => {
  test('copies what exists, and nothing that .dockerignore keeps out', () => {
    const letIn = read('.dockerignore').match(/(?<=^!).*/gm);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect([...new Set(copied)].toSorted()).toEqual(letIn?.toSorted());
  });

  test('runs as nobody in particular, on one pinned version of Node that will do', () => {
    const bases = [...dockerfile.matchAll(/^FROM node:(\S+)-bookworm-slim/gm)].map(([, version]) => version);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^(20|22|24)\.\d+\.\d+$/);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  test('makes the workflow bundle once, before it turns to a user who could not keep it', () => {
    const steps = dockerfile.split('\n').filter((line) => /^(COPY \w|RUN node|USER)/.test(line));
    expect(steps.slice(-2)).toEqual(['RUN node --import tsx worker/bundle.main.ts', 'USER node']);
  });

  test.each(['api/main.ts', 'worker/main.ts', 'worker/bundle.main.ts'])('holds all that %s loads', (entry) => {
    const manifest = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    const { files, packages } = loadedWith(entry);
    // The worker gives the workflows to Temporal by their path.
    if (entry.startsWith('worker/')) loadedWith('workflows/index.ts', files, packages);
    const names = [...packages].map((path) =>
      path
        .split('/')
        .slice(0, path.startsWith('@') ? 2 : 1)
        .join('/'),
    );
    expect(files.size).toBeGreaterThan(10);
    expect([...files].filter((path) => !copied.includes(path.split('/')[0] ?? ''))).toEqual([]);
    const foreign = names.filter((name) => !name.startsWith('node:') && !builtinModules.includes(name));
    expect(foreign.filter((name) => manifest.dependencies[name] === undefined)).toEqual([]);
  });

  test.each(['api/main.ts', 'worker/main.ts'])('%s is what a container starts', (entry) => {
    const commands = [dockerfile.match(/^CMD (.*)$/m)?.[1] ?? '', JSON.stringify(part('worker').command)];
    const started = commands.map((command) => texts.parse(JSON.parse(command)));
    expect(started).toContainEqual(['node', '--import', 'tsx', entry]);
  });
});
