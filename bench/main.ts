import { pino } from 'pino';
import { createActivities, MAIL_LINES } from '../activities/index.ts';
import { createApp } from '../api/app.ts';
import { openApi } from '../api/open.ts';
import { listen } from '../api/http/server.ts';
import { createWorkspace } from '../api/workspaces/workspace.ts';
import { startMailbox } from '../channels/mailbox.ts';
import { ensureIndexes } from '../db/schema.ts';
import { workspaceId } from '../domain/ids.schema.ts';
import { openImports } from '../imports/open.ts';
import { openJobs } from '../jobs/open.ts';
import { currentPlaybook } from '../publishing/book.ts';
import { openIngest, wakesOf } from '../ingest/open.ts';
import { createWorker } from '../worker/worker.ts';
import { measureClock } from './clock.ts';
import { measureCore } from './core.ts';
import { measureHome } from './home.ts';
import { measureResults } from './results.ts';
import { measureImport } from './import.ts';
import { measureLargeImport } from './large-import.ts';
import { measureLatency } from './latency.ts';
import { measureNeighbourhood } from './neighbourhood.ts';
import { printFigures } from './report.ts';
import { setStage, type Stage } from './stage.ts';
import { measureMigrate } from './migrate.ts';
import { measurePopulation, POPULATION_NOW } from './population.ts';
import { measureRhythm } from './rhythm.ts';
import { measureRollout, type CallApi } from './rollout.ts';
import { withSojourn } from './sojourn.ts';
import { measureTimerLag } from './timer-lag.ts';
import { measureThroughput } from './throughput.ts';
import { measureVirtualTime } from './virtual-time.ts';

const REFERENCE_DATA = new URL('../../shared/data/', import.meta.url);
const LIVE = workspaceId.parse('bench');
/** A tenth of what `npm run bench:neighbour` takes. */
const NEIGHBOURS = 4_000;
/** A twentieth of what `npm run bench:import` takes. */
const MEGABYTES = 50;
const AMOUNTS: readonly number[] = [5_000, 20_000, 50_000, 100_000];

/** `npm run bench [-- orders.csv]`: every figure beside its goal; rates as ratios to a ceiling of the same run. */
async function main(ordersFile: string | undefined): Promise<void> {
  const missed = [
    printFigures('The core by itself', measureCore()),
    printFigures('The rhythm of a base', await measureRhythm(REFERENCE_DATA)),
  ];
  if (ordersFile !== undefined) {
    missed.push(printFigures('A base in virtual time', measureVirtualTime(ordersFile)));
  }
  const stage = await setStage();
  const api = await openServer(stage);
  try {
    const { key } = await createWorkspace(api.deps, {
      id: LIVE,
      currency: 'EUR',
      timezone: 'Europe/Berlin',
      monetaryAmounts: AMOUNTS,
    });
    missed.push(printFigures('A lone event, idle system', await measureLatency(stage, LIVE, poster(api.url, key))));
    const waits = workspaceId.parse('waits');
    const waiting = await createWorkspace(api.deps, { id: waits, currency: 'EUR', timezone: 'UTC' });
    missed.push(printFigures('Deadlines', await measureTimerLag(stage, waits, caller(api.url, waiting.key))));
    if (ordersFile === undefined) {
      console.log('\nImport: not measured; name a file of orders: npm run bench -- online_retail_orders.csv');
    } else {
      const retail = await createWorkspace(api.deps, {
        id: workspaceId.parse('retail'),
        currency: 'GBP',
        timezone: 'Europe/London',
        testClock: Date.parse('2011-12-10T00:00:00Z'),
        monetaryAmounts: AMOUNTS,
      });
      missed.push(printFigures('Import of a file of orders', await measureImport(api.url, retail.key, ordersFile)));
    }
    const silence = workspaceId.parse('rollout');
    const changing = await createWorkspace(api.deps, { id: silence, currency: 'EUR', timezone: 'UTC' });
    const playbook = await api.deps.stores.playbooks.load(silence, 1);
    const of = { workspace: silence, playbook };
    const beside = poster(api.url, changing.key);
    missed.push(printFigures('A rollout', await measureRollout(stage, of, caller(api.url, changing.key), beside)));
    const walking = workspaceId.parse('walk');
    const walk = await createWorkspace(api.deps, { id: walking, currency: 'EUR', timezone: 'UTC' });
    const walkNow = async () => await currentPlaybook(api.deps.stores, walking);
    const [callWalk, postWalk] = [caller(api.url, walk.key), poster(api.url, walk.key)];
    missed.push(
      printFigures('A journey with people inside', await measureMigrate(stage, walking, walkNow, callWalk, postWalk)),
    );
    const standing = workspaceId.parse('clock');
    const now = Date.now();
    const clocked = await createWorkspace(api.deps, { id: standing, currency: 'EUR', timezone: 'UTC', testClock: now });
    const clockOf = { workspace: standing, playbook: await api.deps.stores.playbooks.load(standing, 1), now };
    missed.push(printFigures('A test clock', await measureClock(stage, clockOf, caller(api.url, clocked.key))));
    await api.stopWorker();
    const population = workspaceId.parse('population');
    const testClock = POPULATION_NOW;
    const base = await createWorkspace(api.deps, { id: population, currency: 'EUR', timezone: 'UTC', testClock });
    missed.push(printFigures('A population', await measurePopulation(stage.store, population)));
    missed.push(printFigures('The home page', await measureHome(caller(api.url, base.key))));
    const told = { store: stage.store, workspace: population, now: testClock };
    missed.push(printFigures('Results of a journey', await measureResults(caller(api.url, base.key), told)));
    missed.push(printFigures('Sustained load', await measureThroughput(stage, LIVE)));
  } finally {
    await api.stop();
    await stage.stop();
  }
  await measureNeighbourhood(NEIGHBOURS, (title, figures) => missed.push(printFigures(title, figures)));
  const large = await withSojourn(async (sojourn) => measureLargeImport(await sojourn.workspace('large'), MEGABYTES));
  missed.push(printFigures('Import of a large file', large));
  process.exitCode = missed.some(Boolean) ? 1 : 0;
}

function poster(url: string, key: string) {
  const call = caller(url, key);
  return async (event: unknown): Promise<void> => void (await call('POST', '/v1/events', event));
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

/** The API on a free port, and a worker, in this process. */
async function openServer(stage: Stage) {
  const failed = (error: unknown) => console.error(error);
  const outside = { connection: stage.store, client: stage.client, now: Date.now, failed };
  const deps = openApi(stage.store, {
    clock: Date.now,
    log: pino({ level: 'silent' }),
    temporalAnswers: async () => true,
    ingest: openIngest({ ...outside, ...wakesOf(stage.client) }),
    imports: openImports(outside),
    jobs: openJobs(outside),
    checkMails: async (_workspace, mails) => mails.map(() => []),
    renderMail: async () => ({ ok: false, problem: 'nothing is rendered here', slow: false }),
  });
  await ensureIndexes(stage.store);
  const listening = await listen(createApp(deps), { host: '127.0.0.1', port: 0 }, deps.draining);
  const mailbox = await startMailbox({ host: '127.0.0.1', port: 0, store: (mail) => deps.stores.mails.put(mail) });
  const activities = createActivities({
    connection: stage.store,
    smtpUrl: undefined,
    mailboxUrl: `smtp://127.0.0.1:${mailbox.port}`,
    from: 'bench@localhost',
  });
  const worker = await createWorker({
    connection: stage.native,
    namespace: 'default',
    activities,
    mailLines: MAIL_LINES,
  });
  const running = worker.run();
  const stopWorker = async () => {
    worker.shutdown();
    await running;
  };
  return {
    deps,
    url: listening.url,
    stopWorker,
    async stop() {
      await listening.stop(0);
      await stopWorker();
      await mailbox.stop();
    },
  };
}

await main(process.argv[2]);
