import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, printFigures, type Figure } from '../../../bench/report.ts';
import { MINUTE, SECOND } from '../../../domain/time.ts';
import { placesOf } from '../../../embedded/cache.ts';
import { findMongo } from '../../../embedded/mongod.ts';
import { findTemporal } from '../../../embedded/temporal-server.ts';
import type { FoundServer } from '../../../embedded/find.ts';
import { Random } from '../../protocol/random.ts';
import { Book } from '../book.ts';
import { buildStand, undoAll, type Stand } from '../build.ts';
import { differencesOfWorkflows, wrongReplies } from '../differences.ts';
import { invite } from '../invite.ts';
import { Load, pausesFor } from '../load.ts';
import type { Program } from '../program.ts';
import { Shop, type Door } from '../shop.ts';
import { Stream } from '../stream.ts';
import { until } from '../until.ts';
import { dealActs, VICTIMS, WHOLE, type Plan, type VictimName } from './acts.ts';
import { Outages } from './outages.ts';
import { ruin, type Victim } from './ruin.ts';
import { takeTally, type Tally } from './tally.ts';

const EVENTS_PER_SECOND = 20;
/** A frozen program answers when it thaws, and an absent store takes minutes. */
const PATIENCE = { noReply: MINUTE, giveUp: 6 * MINUTE };
/** What a lost delivery needs at the most to be repeated. */
const SETTLES_WITHIN = 20 * MINUTE;
const MOST_SENTENCES = 20;
/** Half of what it took by hand before the workflow bundle was kept. */
const RECOVERY_GOAL = { API: 11 * SECOND, worker: 18 * SECOND };

/** `npm run faults [-- --kills 20 --minutes 2]`: everything killed and frozen under load; what was promised must hold. */
async function main(plan: Plan): Promise<number> {
  const steps: (() => Promise<unknown>)[] = [];
  const programs: Program[] = [];
  // Servers and programs end with this process, however it ends.
  process.once('SIGINT', () => void undoAll(steps).finally(() => process.exit(130)));
  try {
    const { mongodBinary, temporalBinary } = await findBinaries();
    const undo = (step: () => Promise<unknown>) => steps.push(step);
    const stand = await buildStand({ mongodBinary, temporalBinary, undo, begun: (program) => programs.push(program) });
    const { tally, outages } = await breakThings(stand, plan);
    report(plan, tally, outages);
    if (tally.broken.length === 0) return 0;
    for (const { name, output } of programs) console.error(`\n--- ${name} wrote last:\n${output.slice(-2_000)}`);
    return 1;
  } finally {
    await undoAll(steps);
  }
}

async function breakThings(stand: Stand, plan: Plan): Promise<{ readonly tally: Tally; readonly outages: Outages }> {
  const random = new Random(plan.seed);
  const [api2, worker2] = await Promise.all([stand.anotherApi(), stand.anotherWorker()]);
  const book = new Book();
  const shops = [stand.api, api2].map(({ door }) => new Shop(door, book, PATIENCE));
  const [shop = stand.api.shop] = shops;
  const stream = new Stream(random, Date.now());
  await invite(shop, stream.customers.slice(0, 12));
  const loads = shops.map((one) => new Load(one, stream, pausesFor(EVENTS_PER_SECOND / shops.length)));
  const outages = new Outages();
  const victims: Readonly<Record<VictimName, Victim>> = {
    'API 1': api(stand.api.program, stand.api.door),
    'API 2': api(api2.program, api2.door),
    'worker 1': worker(stand.worker),
    'worker 2': worker(worker2),
    Temporal: stand.temporal,
    MongoDB: stand.mongo,
  };
  const acts = dealActs(plan, random);
  const within = plan.minutes * MINUTE;
  const told = tellEveryMinute(book, outages);
  await Promise.all(
    VICTIMS.map(async (name) => {
      await ruin({ name, victim: victims[name], acts: acts.get(name) ?? [], within, random, outages });
    }),
  );
  const gaveUp = await Promise.allSettled(loads.map(async (load) => await load.stop()));
  clearInterval(told);
  const given = gaveUp.flatMap((end) => (end.status === 'rejected' ? [`a request failed: ${String(end.reason)}`] : []));
  const tally = await settled(stand, shop, stream.start);
  return { tally: { ...tally, broken: [...given, ...tally.broken] }, outages };
}

function api(program: Program, { url }: Door): Victim {
  return {
    kill: () => program.kill(),
    async start() {
      await program.start();
      const reply = await fetch(`${url}/livez`);
      await reply.arrayBuffer();
    },
    freeze: () => program.freeze(),
    thaw: () => program.thaw(),
  };
}

function worker(program: Program): Victim {
  return {
    kill: () => program.kill(),
    start: () => program.start(),
    freeze: () => program.freeze(),
    thaw: () => program.thaw(),
  };
}

/** What is still wrong when nothing more can be hoped for. */
async function settled({ store, client }: Stand, shop: Shop, start: number): Promise<Tally> {
  let tally = await takeTally(store, shop.book, start);
  const look = async () => {
    await sleep(2 * SECOND);
    tally = await takeTally(store, shop.book, start);
    return tally.broken.length === 0;
  };
  await until('every promise is kept', look, SETTLES_WITHIN).catch(() => undefined);
  const differences = [...(await differencesOfWorkflows({ store, client })), ...(await wrongReplies(shop))];
  // A late repeat, after which everything must still be so.
  tally = await takeTally(store, shop.book, start);
  return { ...tally, broken: [...tally.broken, ...differences] };
}

function report({ kills, freezes, minutes, seed }: Plan, { figures, broken }: Tally, outages: Outages): void {
  const title = `${kills} kills and ${freezes} freezes of ${VICTIMS.join(', ')} in ${minutes} minutes or more; seed ${seed}`;
  const recoveries = [
    recovery('API', outages.calm(['API 1', 'API 2'])),
    recovery('worker', outages.calm(['worker 1', 'worker 2'])),
  ];
  printFigures(title, [...figures, ...recoveries]);
  for (const sentence of broken.slice(0, MOST_SENTENCES)) console.log(`  broken: ${sentence}`);
  const more = broken.length - MOST_SENTENCES;
  if (more > 0) console.log(`  and ${more} more`);
  console.log(broken.length === 0 ? '\nEvery promise was kept.' : `\n${broken.length} promises are broken.`);
}

function recovery(what: keyof typeof RECOVERY_GOAL, took: readonly number[]): Figure {
  const longest = Math.max(0, ...took);
  const told = `${(percentile(took, 0.5) / SECOND).toFixed(1)}, ${(longest / SECOND).toFixed(1)} s`;
  return {
    what: `from the kill of ${what === 'API' ? 'an API' : 'a worker'} until it is at work again: half, all`,
    measured: took.length === 0 ? 'none was killed while all else was well' : told,
    goal: `all <= ${RECOVERY_GOAL[what] / SECOND} s`,
    ok: longest <= RECOVERY_GOAL[what],
  };
}

function tellEveryMinute(book: Book, outages: Outages): NodeJS.Timeout {
  const begun = performance.now();
  return setInterval(() => {
    const minutes = Math.round((performance.now() - begun) / MINUTE);
    const away = outages.now().join(', ') || 'nobody';
    console.error(`After ${minutes} min ${book.acknowledged.size} events are accepted; away: ${away}.`);
  }, MINUTE);
}

async function findBinaries() {
  const options = { ...placesOf(process.env), log: (sentence: string) => console.error(sentence) };
  const [mongo, temporal] = await Promise.all([findMongo(options), findTemporal(options)]);
  return { mongodBinary: binaryOf(mongo), temporalBinary: binaryOf(temporal) };
}

/** No address is given, so it is always a program. */
function binaryOf(found: FoundServer): string {
  if (found.kind === 'address') throw new Error(`Expected a program, got the address ${found.address}.`);
  return found.binary;
}

/** @throws TypeError or RangeError where a parameter is not what it should be */
function readPlan(args: readonly string[]): Plan {
  const options = { kills: TEXT, freezes: TEXT, minutes: TEXT, seed: TEXT } as const;
  const { values } = parseArgs({ args: [...args], options });
  const kills = numberOf('kills', values.kills, WHOLE.kills);
  return {
    kills,
    freezes: numberOf('freezes', values.freezes, Math.ceil((WHOLE.freezes * kills) / WHOLE.kills)),
    minutes: numberOf('minutes', values.minutes, WHOLE.minutes),
    seed: numberOf('seed', values.seed, WHOLE.seed),
  };
}

const TEXT = { type: 'string' } as const;

function numberOf(name: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!(value >= 0 && value < Infinity)) throw new RangeError(`--${name} is a number from 0 up, such as ${otherwise}`);
  return value;
}

process.exitCode = await main(readPlan(process.argv.slice(2)));
