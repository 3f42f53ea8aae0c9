import type { Connection } from 'mongoose';
import type { Census } from '../db/counted.ts';
import { customerRow } from '../db/customer-row.ts';
import { customerCollection, type CustomerRow } from '../db/customers.ts';
import { mongoPopulationStore } from '../db/population.ts';
import { ensureIndexes } from '../db/schema.ts';
import { fold } from '../domain/decide.ts';
import { customerId, workspaceId } from '../domain/ids.schema.ts';
import { customerKey } from '../domain/keys.ts';
import { startingPlaybook, type Playbook } from '../domain/playbook.ts';
import { compileModel } from '../domain/rfm/compile.ts';
import { EMPTY_LEDGER, type Ledger } from '../domain/rfm/ledger.ts';
import { basisOf } from '../domain/rfm/model.ts';
import { SEVEN } from '../domain/rfm/presets/fixed-grids.ts';
import type { ScoringDraft } from '../domain/rfm/draft.schema.ts';
import { scoreOf } from '../domain/rfm/score.ts';
import { segmentOf } from '../domain/rfm/segment.ts';
import { totalsOf } from '../domain/rfm/totals.ts';
import { NEW_CUSTOMER } from '../domain/state.ts';
import { UTC } from '../domain/time-zone.ts';
import { ledgerOf } from './ledgers.ts';
import type { Figure } from './report.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const SCORED = 1_000_000;
const STORED = 100_000;
/** Different pasts; every customer has one of them. */
const PASTS = 5_000;
const MOST_ORDERS = 12;
const PAGE = 1_000;
const BINS = 5;
const WANTED = { days: 'elapsed', recencyBins: BINS, moneyBins: BINS } as const;

/** Every cut-off from the base, over the same seven segments. */
const QUANTILES: ScoringDraft = {
  ...SEVEN.draft,
  recency: { quantiles: BINS },
  frequency: { quantiles: BINS },
  monetary: { quantiles: BINS },
};

/** Scoring in memory, and quantile cut-offs of a stored base. Adds a workspace of its own to the store. */
export async function measurePopulation(store: Connection): Promise<readonly Figure[]> {
  const ledgers = Array.from({ length: PASTS }, (_, n) => ledgerOf(n, MOST_ORDERS, NOW));
  const scoring = scoredIn(ledgers);
  const census: Census = { workspace: workspaceId.parse('population'), counting: QUANTILES, now: NOW };
  const playbook = startingPlaybook(null);
  const population = mongoPopulationStore(store);
  await ensureIndexes(store);
  await insertCustomers(store, census, ledgers, playbook);
  const counting = await secondsOf(() => population.catchUp(census));
  const computing = await secondsOf(async () => {
    await population.catchUp(census);
    const compiled = compileModel(QUANTILES, await population.read(census, WANTED), 2, NOW, UTC);
    if (compiled.is === 'refused') throw new Error(JSON.stringify(compiled.problems));
  });
  return [
    {
      what: '1,000,000 customers scored and placed, one core',
      measured: `${scoring.toFixed(2)} s`,
      goal: '<= 5 s',
      ok: scoring <= 5,
    },
    {
      what: '100,000 customers: quantile cut-offs computed anew',
      measured: `${computing.toFixed(2)} s`,
      goal: '<= 3 s',
      ok: computing <= 3,
    },
    { what: '100,000 customers counted for the first time', measured: `${counting.toFixed(1)} s`, goal: '', ok: true },
  ];
}

function scoredIn(ledgers: readonly Ledger[]): number {
  const { scoring } = startingPlaybook([5_000, 20_000, 50_000, 100_000]);
  const engagement = { engagedAt: null };
  const started = performance.now();
  let placed = 0;
  for (let n = 0; n < SCORED; n += 1) {
    const totals = totalsOf(ledgers[n % PASTS] ?? EMPTY_LEDGER, engagement, scoring, NOW);
    if (totals !== null && segmentOf(scoreOf(totals, scoring, NOW), scoring.segments) !== null) placed += 1;
  }
  if (placed !== SCORED) throw new Error(`${SCORED - placed} customers are in no segment`);
  return (performance.now() - started) / 1_000;
}

async function insertCustomers(
  store: Connection,
  { workspace }: Census,
  ledgers: readonly Ledger[],
  playbook: Playbook,
): Promise<void> {
  const customers = customerCollection(store);
  for (let first = 0; first < STORED; first += PAGE) {
    const rows = Array.from({ length: PAGE }, (_, place): CustomerRow => {
      const n = first + place;
      const customer = customerId.parse(`c-${n}`);
      const key = customerKey(workspace, customer);
      const ledger = ledgers[n % PASTS] ?? EMPTY_LEDGER;
      const state = { ...NEW_CUSTOMER, ledger, basis: basisOf(playbook.scoring.counts) };
      const folded = fold({ customer: key, playbook, timezone: 'UTC', sandbox: true, state, now: NOW });
      return customerRow({ workspace, customer, chain: 'import:bench' }, key, folded, playbook);
    });
    await customers.insertMany(rows, { ordered: false, writeConcern: { w: 1 } });
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}
