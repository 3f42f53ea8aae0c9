import type { Connection } from 'mongoose';
import { customerRow } from '../db/customers/customer-row.ts';
import { customerCollection, type CustomerRow } from '../db/customers/customers.ts';
import { journalCollection, type JournalRow } from '../db/events/journal.ts';
import { ensureIndexes } from '../db/schema.ts';
import type { Census } from '../db/tallies/counted.ts';
import { readPopulation } from '../db/tallies/population-read.ts';
import { mongoTallyStore } from '../db/tallies/store.ts';
import { fold } from '../domain/decision/decide.ts';
import { customerId, type WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey, journalKey } from '../domain/keys.ts';
import { publishAudience, startingPlaybook, type Playbook } from '../domain/playbook.ts';
import { compileModel } from '../domain/scoring/compile.ts';
import { EMPTY_LEDGER, type Ledger } from '../domain/ledger/ledger.ts';
import { basisOf } from '../domain/scoring/model.ts';
import { SEVEN } from '../domain/scoring/presets/fixed-grids.ts';
import type { ScoringDraft } from '../domain/scoring/draft.schema.ts';
import { scoreOf } from '../domain/scoring/score.ts';
import { segmentOf } from '../domain/scoring/segment.ts';
import { totalsOf } from '../domain/ledger/totals.ts';
import { NEW_CUSTOMER } from '../domain/decision/state.ts';
import { UTC } from '../domain/time-zone.ts';
import { DAY } from '../domain/time.ts';
import { AUDIENCES } from './audiences.ts';
import { ledgerOf } from './ledgers.ts';
import type { Figure } from './report.ts';

/** Where the clock of that workspace stands. */
export const POPULATION_NOW = Date.parse('2026-06-01T12:00:00Z');
const NOW = POPULATION_NOW;
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

/** Scoring in memory, and quantile cut-offs of a stored base: 100,000 customers, who are added to this workspace. */
export async function measurePopulation(store: Connection, workspace: WorkspaceId): Promise<readonly Figure[]> {
  const ledgers = Array.from({ length: PASTS }, (_, n) => ledgerOf(n, MOST_ORDERS, NOW));
  const scoring = scoredIn(ledgers);
  const census: Census = {
    workspace,
    timezone: UTC,
    counting: QUANTILES,
    now: NOW,
  };
  const playbook = AUDIENCES.reduce<Playbook>(publishAudience, startingPlaybook(null));
  const tallies = mongoTallyStore(store);
  await ensureIndexes(store);
  await insertCustomers(store, census, ledgers, playbook);
  const counting = await secondsOf(() => tallies.catchUp(census));
  const computing = await secondsOf(async () => {
    await tallies.catchUp(census);
    const base = await tallies.read(workspace, (reader) => readPopulation(reader, census, WANTED));
    const compiled = compileModel(QUANTILES, base, 2, NOW, UTC);
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
  const [customers, journal] = [customerCollection(store), journalCollection(store)];
  for (let first = 0; first < STORED; first += PAGE) {
    const rows = Array.from({ length: PAGE }, (_, place): CustomerRow => {
      const n = first + place;
      const customer = customerId.parse(`c-${n}`);
      const key = customerKey(workspace, customer);
      const ledger = ledgers[n % PASTS] ?? EMPTY_LEDGER;
      const state = { ...NEW_CUSTOMER, seq: 1, ledger, basis: basisOf(playbook.scoring.counts) };
      const folded = fold({ customer: key, playbook, timezone: 'UTC', sandbox: true, state, now: NOW });
      return customerRow({ workspace, customer, chain: 'import:bench' }, key, folded, playbook);
    });
    await customers.insertMany(rows, { ordered: false, writeConcern: { w: 1 } });
    await journal.insertMany(rows.map(firstMove), { ordered: false, writeConcern: { w: 1 } });
  }
}

/** Everybody has moved once within twelve weeks. */
function firstMove({ _id: key, workspace, customer, segment, score }: CustomerRow, n: number): JournalRow {
  const at = NOW - (n % 84) * DAY;
  const move = { from: null, to: segment, cause: { by: 'rules', playbook: 1 } } as const;
  const entry = { seq: 1, at, playbook: 1, events: [], score, segment, move, facts: [], effects: [] };
  return { ...entry, _id: journalKey(key, 1), workspace, customer, key, now: at, turn: 0, heard: 0 };
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}
