import { once } from 'node:events';
import type { Server } from 'node:http';
import { Client, Connection as TemporalConnection } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { inject } from 'vitest';
import { pino } from 'pino';
import supertest from 'supertest';
import { checkMails } from '../../channels/check-mails.ts';
import { readReport } from '../../channels/report.ts';
import { renderTemplate, renderTexts } from '../../channels/render.ts';
import type { Contract } from '../../api/http/contract.ts';
import { createApp } from '../../api/app.ts';
import type { ApiDeps } from '../../api/deps.ts';
import type { Endpoint } from '../../api/http/endpoint.ts';
import type { Limits } from '../../api/http/limits.ts';
import { openApi } from '../../api/open.ts';
import type { IdentityProvider } from '../../api/oidc/provider.ts';
import { workflowPages } from '../../api/operations/temporal-page.ts';
import { problemCodes } from '../../api/docs/openapi.ts';
import { PROBLEMS } from '../../api/http/problem.contract.ts';
import { ROUTES } from '../../api/routes.ts';
import { ensureFirstKey } from '../../api/keys/first-key.ts';
import { newKey } from '../../api/workspaces/workspace.ts';
import { newSealKey, openSeals, type Seals } from '../../db/seal.ts';
import { eventCollection } from '../../db/events/events.ts';
import type { JobRef } from '../../db/jobs/rows.ts';
import type { Scope } from '../../domain/scopes.ts';
import { workspaceId, type CustomerId, type WorkspaceId } from '../../domain/ids.schema.ts';
import { MINUTE, type Instant } from '../../domain/time.ts';
import { openImports } from '../../imports/open.ts';
import type { Wake } from '../../ingest/dispatch.ts';
import { openIngest, type ProfileChange } from '../../ingest/open.ts';
import { jobLauncher } from '../../jobs/launch.ts';
import { openJobs } from '../../jobs/open.ts';
import { openDatabase } from '../databases.ts';
import { isHere, jobsHere } from './jobs-here.ts';

/** Where the clock on the wall of these tests stands, unless a test moves it. */
export const NOW: Instant = Date.parse('2026-06-15T12:00:00Z');

/** Where messages say that the service is reached. */
export const PUBLIC_URL = 'https://sojourn.example.com';

const UNSUBSCRIBE = 'mailto:shop@example.com?subject=unsubscribe';

export interface Told {
  readonly customer: CustomerId;
  readonly change: ProfileChange;
}

export interface Call {
  readonly key?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API over a database of its own, with everything beyond the store replaced. */
export interface Edge {
  readonly deps: ApiDeps;
  /** The first key: the installation's, and an admin of the workspace `shop`. */
  readonly key: string;
  readonly workspace: WorkspaceId;
  readonly told: Told[];
  readonly clock: { now: Instant };
  readonly app: ReturnType<typeof createApp>;
  /** The app, listening: given the app itself, supertest listens anew for each request, which costs more than most requests. */
  readonly server: Server;
  /** Sends a request and holds the reply against its contract. */
  readonly call: (method: Contract['method'], path: string, call?: Call) => Promise<supertest.Response>;
  readonly keyFor: (...scopes: Scope[]) => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface EdgeOptions {
  readonly uri?: string;
  readonly limits?: Partial<Limits>;
  readonly testClock?: Instant;
  readonly routes?: readonly Endpoint[];
  readonly temporal?: boolean;
  /** Of built pages. */
  readonly pagesDir?: string;
  readonly trustedProxies?: readonly string[];
  readonly sendTest?: ApiDeps['sendTest'];
  /** `null`: no secret of others can be kept. */
  readonly seals?: Seals | null;
  /** Where people say who they are. */
  readonly provider?: IdentityProvider;
  /** Told of every line of the log, from the least on. */
  readonly logged?: (line: string) => void;
}

export async function openEdge(options: EdgeOptions = {}): Promise<Edge> {
  const { connection, index, close } = await openDatabase(options.uri ?? inject('mongodbUri'), 'edge');
  const told: Told[] = [];
  const clock = { now: NOW };
  const deps = depsOver(connection, options, clock, told);
  await index();
  const workspace = workspaceId.parse('shop');
  const { key = '' } = await ensureFirstKey(deps, {
    id: workspace,
    currency: 'GBP',
    timezone: 'Europe/London',
    testClock: options.testClock,
    // Tests write their own; what a new workspace has is told by `workspaces.test.ts`.
    loyalty: false,
  });
  // Without them nothing that sells by e-mail can be published, which is a test of its own.
  const sender = { company: 'The shop', postalAddress: '1 Example Street, London' };
  await deps.stores.mailSettings.put(workspace, { ...sender, tracking: { opens: false, clicks: false } });
  const routes = options.routes ?? ROUTES;
  const app = createApp(deps, routes);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    deps,
    key,
    workspace,
    told,
    clock,
    app,
    server,
    call: async (method, path, { key: with_ = key, body, headers = {} } = {}) => {
      const request = supertest(server)[method](path).set(headers);
      if (with_ !== '') void request.set('Authorization', `Bearer ${with_}`);
      const response = await (body === undefined ? request : request.send(JSON.stringify(body)).type('json'));
      holdAgainstContract(routes, method, path, response);
      return response;
    },
    keyFor: async (...scopes) => {
      const made = newKey(workspace, scopes, NOW);
      await deps.stores.keys.insert(made.row);
      return made.key;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await close();
    },
  };
}

function depsOver(connection: Connection, options: EdgeOptions, clock: Edge['clock'], told: Told[]): ApiDeps {
  const wake: Wake = async ({ customer, events }) => {
    const rows = eventCollection(connection).find({ _id: { $in: [...events] } });
    for (const { event } of await rows.toArray()) {
      if (event.kind !== 'profile') continue;
      const { timezone, consent, address } = event;
      const change = {
        ...(timezone !== undefined && { timezone }),
        ...(consent && { consent }),
        ...(address && { address }),
      };
      told.push({ customer, change });
    }
  };
  // Nobody answers there, so nothing is tried again: what would reach Temporal is another test's concern.
  const client = new Client({ connection: TemporalConnection.lazy({ address: '127.0.0.1:1', interceptors: [] }) });
  const nowhere = { connection, client, now: () => clock.now, failed: () => undefined };
  const here = jobsHere(connection, () => clock.now);
  const launch = (row: JobRef) => (isHere(row.kind) ? here.run(row) : jobLauncher(client)(row));
  const jobs = openJobs({ ...nowhere, launch });
  return openApi(connection, {
    clock: () => clock.now,
    log: options.logged ? pino({ level: 'trace', base: null }, { write: options.logged }) : pino({ level: 'silent' }),
    temporalAnswers: async () => options.temporal ?? true,
    seeQueue: async () => (options.temporal === false ? null : { askedAt: [clock.now], waits: 0 }),
    ingest: openIngest({ ...nowhere, wake, patientWake: wake }),
    imports: openImports(nowhere),
    // A busy machine is no reason to be told of a job instead of its result.
    jobs: { ...jobs, wait: (row, within) => jobs.wait(row, within === 0 ? 0 : MINUTE) },
    checkMails: (workspace, mails, examples) => checkMails(workspace, mails, examples, UNSUBSCRIBE),
    renderMail: (workspace, mail, reader) =>
      renderTemplate(workspace, mail, { ...reader, unsubscribeUrl: UNSUBSCRIBE }),
    readReport,
    seals: options.seals === null ? undefined : (options.seals ?? openSeals([newSealKey()])),
    renderTexts: (workspace, texts, reader) => renderTexts(workspace, texts, { ...reader, unsubscribeUrl: '' }),
    sendTest: options.sendTest ?? (async () => ({ state: 'sent', messageId: 'test' })),
    mailGoesOut: false,
    temporalPageOrigin: 'http://127.0.0.1:8233',
    workflowPage: workflowPages('http://127.0.0.1:8233/', 'default'),
    ...(options.pagesDir === undefined ? {} : { pagesDir: options.pagesDir }),
    publicUrl: PUBLIC_URL,
    ...(options.provider === undefined ? {} : { provider: options.provider }),
    limits: { wrongKeysPerMinute: 10_000, signInsPerMinute: 10_000, ...options.limits },
    ...(options.trustedProxies === undefined ? {} : { trustedProxies: options.trustedProxies }),
  });
}

/** A reply that the documentation does not know is a fault, whatever else a test is about. */
function holdAgainstContract(
  routes: readonly Endpoint[],
  method: string,
  path: string,
  response: supertest.Response,
): void {
  const [plain = ''] = path.split('?');
  const contract = routes
    .map((route) => route.contract)
    .find((one) => one.method === method && matches(one.path, plain));
  if (contract === undefined || response.status === 304) return;
  const spec = contract.output[response.status];
  if (spec === undefined) {
    const codes = problemCodes(contract).filter((code) => PROBLEMS[code].status === response.status);
    if (!codes.some((code) => code === response.body.code)) {
      throw new Error(`${method} ${path}: ${response.status} ${response.text} is not documented`);
    }
  } else if ('json' in spec) {
    spec.json.parse(response.body);
  }
}

function matches(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`).test(path);
}
