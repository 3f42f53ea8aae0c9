import { setTimeout as pause } from 'node:timers/promises';
import { SECOND } from '../domain/time.ts';
import { measureClock } from './clock.ts';
import { measureCore } from './core.ts';
import { measureHome } from './home.ts';
import { measureImport } from './import.ts';
import { measureLargeImport } from './large-import.ts';
import { measureLatency } from './latency.ts';
import { measureLaunch } from './launch.ts';
import { measureMigrate } from './migrate.ts';
import { measureNeighbourhood } from './neighbourhood.ts';
import { measureLoyalty } from './loyalty.ts';
import { measurePayloadKeys } from './payload-keys.ts';
import { measurePages } from './pages.ts';
import { measurePlacements } from './placements.ts';
import { measureSpend } from './spend.ts';
import { measurePopulation, POPULATION_NOW } from './population.ts';
import type { Figure } from './report.ts';
import { measureRecommend } from './recommend.ts';
import { measureReached } from './reached.ts';
import { measureResults } from './results.ts';
import { measureRhythm } from './rhythm.ts';
import { measureRollout } from './rollout.ts';
import type { Served } from './served.ts';
import { withSojourn } from './sojourn.ts';
import { setStage, type Stage } from './stage.ts';
import { measureThroughput } from './throughput.ts';
import { measureTimerLag } from './timer-lag.ts';
import { measureVirtualTime } from './virtual-time.ts';

const REFERENCE_DATA = new URL('../../shared/data/', import.meta.url);
/** A tenth of what `npm run bench:neighbour` takes. */
const NEIGHBOURS = 4_000;
/** A twentieth of what `npm run bench:import` takes. */
const MEGABYTES = 50;
const AMOUNTS: readonly number[] = [5_000, 20_000, 50_000, 100_000];

/** What the parts of one run share. */
export interface Bench {
  readonly ordersFile: string | undefined;
  /** Servers and an API, started by the first part that needs them. */
  readonly served: () => Promise<{ readonly stage: Stage; readonly api: Served }>;
  readonly print: (title: string, figures: readonly Figure[]) => void;
}

type Part = (bench: Bench) => Promise<void>;

/** The parts of a run by name, in their order: those that need no worker come last of those that share one. */
export const PARTS: ReadonlyMap<string, Part> = new Map<string, Part>([
  ['core', async ({ print }) => print('The core by itself', measureCore())],
  ['loyalty', async ({ print }) => print('Points, quests and tiers in random sequences', measureLoyalty())],
  ['rhythm', async ({ print }) => print('The rhythm of a base', await measureRhythm(REFERENCE_DATA))],
  ['virtual-time', virtualTime],
  ['latency', latency],
  ['payload-keys', payloadKeys],
  ['deadlines', deadlines],
  ['recommend', recommend],
  ['import', importOfFile],
  ['rollout', rollout],
  ['migrate', migrate],
  ['launch', launch],
  ['clock', clock],
  ['reads', reads],
  ['placements', placements],
  ['load', load],
  ['neighbour', async ({ print }) => await measureNeighbourhood(NEIGHBOURS, print)],
  ['large-import', largeImport],
]);

/** From the lines of orders: files of whole orders do not say what was bought. */
async function recommend({ print, served, ordersFile }: Bench): Promise<void> {
  if (!ordersFile?.endsWith('.csv.gz')) {
    console.log(
      '\nRecommendations: not measured; name a packed file of order lines: npm run bench -- lines.csv.gz --only recommend',
    );
    return;
  }
  const { stage } = await served();
  print('Recommendations', await measureRecommend(ordersFile, stage.store));
}

async function virtualTime({ print, ordersFile }: Bench): Promise<void> {
  if (ordersFile !== undefined) print('A base in virtual time', measureVirtualTime(ordersFile));
}

async function latency({ print, served }: Bench): Promise<void> {
  const { stage, api } = await served();
  const { workspace, post } = await api.shop('bench', {
    timezone: 'Europe/Berlin',
    monetaryAmounts: AMOUNTS,
    loyalty: false,
  });
  print('A lone event, idle system', await measureLatency(stage, workspace, post));
  print('Points, idle system', await measureSpend(stage.store, await api.shop('spends', { loyalty: false })));
}

/** Its workers come and go, and would take what others wait for: so it has servers of its own. */
async function payloadKeys({ print }: Bench): Promise<void> {
  const stage = await setStage();
  try {
    print('A lone event, what Temporal keeps open and closed', await measurePayloadKeys(stage));
  } finally {
    await stage.stop();
  }
}

async function deadlines({ print, served }: Bench): Promise<void> {
  const { stage, api } = await served();
  const { workspace, call } = await api.shop('waits');
  print('Deadlines', await measureTimerLag(stage, workspace, call));
}

async function importOfFile({ print, served, ordersFile }: Bench): Promise<void> {
  if (ordersFile === undefined) {
    console.log('\nImport: not measured; name a file of orders: npm run bench -- online_retail_orders.csv');
    return;
  }
  const { api } = await served();
  const { key } = await api.shop('retail', {
    currency: 'GBP',
    timezone: 'Europe/London',
    testClock: Date.parse('2011-12-10T00:00:00Z'),
    monetaryAmounts: AMOUNTS,
  });
  print('Import of a file of orders', await measureImport(api.url, key, ordersFile));
}

async function rollout({ print, served }: Bench): Promise<void> {
  const { stage, api } = await served();
  const { workspace, call, post, playbook } = await api.shop('rollout');
  print('A rollout', await measureRollout(stage, { workspace, playbook: await playbook() }, call, post));
}

async function migrate({ print, served }: Bench): Promise<void> {
  const { stage, api } = await served();
  const { workspace, call, post, playbook } = await api.shop('walk');
  print('A journey with people inside', await measureMigrate(stage, workspace, playbook, call, post));
}

async function launch({ print, served }: Bench): Promise<void> {
  const { stage, api } = await served();
  const { workspace, call, playbook } = await api.shop('launch');
  print('A launch', await measureLaunch(stage, { workspace, playbook: await playbook() }, call));
}

async function clock({ print, served }: Bench): Promise<void> {
  const { stage, api } = await served();
  const now = Date.now();
  const { workspace, call, playbook } = await api.shop('clock', { testClock: now });
  print('A test clock', await measureClock(stage, { workspace, playbook: await playbook(), now }, call));
}

/**
 * Everybody was counted a moment ago. What an index has lost is walked over until MongoDB's history no longer reaches back to it
 * and a checkpoint has been taken, a minute each: docs/production.md says what a page costs meanwhile.
 */
const UNTIL_FORGOTTEN = 150 * SECOND;

async function reads({ print, served }: Bench): Promise<void> {
  const { stage, api } = await served();
  await api.stopWorker();
  const testClock = POPULATION_NOW;
  const { workspace, key, call } = await api.shop('population', { testClock });
  print('A population', await measurePopulation(stage.store, workspace));
  await pause(UNTIL_FORGOTTEN);
  print('The home page', await measureHome(call));
  print('Results of a journey', await measureResults(call, { store: stage.store, workspace, now: testClock }));
  print('Who is reached', await measureReached(call, { store: stage.store, workspace, now: testClock }));
  print('The pages', await measurePages(stage.store, { url: api.url, key, workspace, now: testClock }));
}

async function placements({ print, served }: Bench): Promise<void> {
  const { stage, api } = await served();
  await api.stopWorker();
  const now = Date.now();
  const { workspace, key, call, playbook } = await api.shop('placements', { loyalty: false });
  const shop = { url: api.url, key, workspace, playbook: await playbook(), now };
  print('What pages ask for', await measurePlacements(stage.store, shop, call));
}

async function load({ print, served }: Bench): Promise<void> {
  const { stage, api } = await served();
  await api.stopWorker();
  const { workspace } = await api.shop('load', { timezone: 'Europe/Berlin', monetaryAmounts: AMOUNTS });
  print('Sustained load', await measureThroughput(stage, workspace));
}

async function largeImport({ print }: Bench): Promise<void> {
  const figures = await withSojourn(async (sojourn) => measureLargeImport(await sojourn.workspace('large'), MEGABYTES));
  print('Import of a large file', figures);
}
