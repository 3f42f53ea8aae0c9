import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import { pino } from 'pino';
import { createActivities, MAIL_LINES } from '../activities/index.ts';
import { createApp } from '../api/app.ts';
import { listen } from '../api/http/server.ts';
import { openApi } from '../api/open.ts';
import { createWorkspace } from '../api/workspaces/workspace.ts';
import { startMailbox } from '../channels/mailbox.ts';
import type { Coding } from '../codec/coding.ts';
import { ensureIndexes } from '../db/schema.ts';
import { buildPages } from '../embedded/build-pages.ts';
import { workspaceId, type WorkspaceId } from '../domain/ids.schema.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Instant } from '../domain/time.ts';
import { openImports } from '../imports/open.ts';
import { seeQueue } from '../ingest/attendance.ts';
import { openIngest, wakesOf } from '../ingest/open.ts';
import { openJobs } from '../jobs/open.ts';
import { currentPlaybook } from '../publishing/book.ts';
import { createWorker } from '../worker/worker.ts';
import type { PostEvent } from './latency.ts';
import type { CallApi } from './rollout.ts';
import type { Stage } from './stage.ts';

/** A workspace of the bench, and how to reach it. */
export interface Shop {
  readonly workspace: WorkspaceId;
  readonly key: string;
  readonly call: CallApi;
  readonly post: PostEvent;
  /** In force now. */
  readonly playbook: () => Promise<Playbook>;
}

interface ShopWanted {
  readonly currency?: string;
  readonly timezone?: string;
  readonly testClock?: Instant;
  readonly monetaryAmounts?: readonly number[];
  /** False: without the programme that workspaces start with, where a bench has its own or looks at events alone. */
  readonly loyalty?: boolean;
}

/** The API on a free port, and a worker, in this process. */
export interface Served {
  readonly url: string;
  shop(id: string, wanted?: ShopWanted): Promise<Shop>;
  /** Once is enough; again changes nothing. */
  stopWorker(): Promise<void>;
  stop(): Promise<void>;
}

/** @param coding left out: nothing that goes to Temporal is closed */
export async function serve(stage: Stage, coding?: Coding): Promise<Served> {
  await buildPages();
  const deps = apiDeps(stage, coding);
  await ensureIndexes(stage.store);
  const listening = await listen(createApp(deps), { host: '127.0.0.1', port: 0 }, deps.draining);
  const mailbox = await startMailbox({ host: '127.0.0.1', port: 0, store: (mail) => deps.stores.mails.put(mail) });
  const worker = await createWorker({
    connection: stage.native,
    namespace: 'default',
    activities: createActivities({
      connection: stage.store,
      smtpUrl: undefined,
      mailboxUrl: `smtp://127.0.0.1:${mailbox.port}`,
      from: 'bench@localhost',
    }),
    mailLines: MAIL_LINES,
    ...(coding && { coding }),
  });
  const running = worker.run();
  const stopWorker = async () => {
    worker.shutdown();
    await running;
  };
  return {
    url: listening.url,
    async shop(id, wanted) {
      const workspace = workspaceId.parse(id);
      const { key } = await createWorkspace(deps, { id: workspace, currency: 'EUR', timezone: 'UTC', ...wanted });
      const call = caller(listening.url, key);
      return {
        workspace,
        key,
        call,
        post: async (event) => void (await call('POST', '/v1/events', event)),
        playbook: async () => await currentPlaybook(deps.stores, workspace),
      };
    },
    stopWorker,
    async stop() {
      await listening.stop(0);
      await stopWorker();
      await mailbox.stop();
    },
  };
}

function apiDeps(stage: Stage, coding: Coding | undefined) {
  const { connection, options } = stage.client;
  const client = new Client({ connection, namespace: options.namespace, ...coding });
  const failed = (error: unknown) => console.error(error);
  const outside = { connection: stage.store, client, now: Date.now, failed };
  return openApi(stage.store, {
    clock: Date.now,
    pagesDir: fileURLToPath(new URL('../web/dist', import.meta.url)),
    log: pino({ level: 'silent' }),
    temporalAnswers: async () => true,
    seeQueue: () => seeQueue(stage.client),
    ingest: openIngest({ ...outside, ...wakesOf(client) }),
    imports: openImports(outside),
    jobs: openJobs(outside),
    checkMails: async (_workspace, mails) => mails.map(() => []),
    readReport: async () => null,
    seals: undefined,
    sendTest: async () => ({ state: 'failed', reason: 'nothing is sent here' }),
    mailGoesOut: false,
    renderMail: async () => ({
      ok: false,
      problem: 'nothing is rendered here',
      fault: { code: 'syntax' },
      slow: false,
    }),
    renderTexts: async () => ({
      ok: false,
      problem: 'nothing is rendered here',
      fault: { code: 'syntax' },
      slow: false,
    }),
  });
}

function caller(url: string, key: string): CallApi {
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const reply = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`);
    return await reply.json();
  };
}
