import { setImmediate as others } from 'node:timers/promises';
import type { CustomerStates } from '../../db/customers/customer-states.ts';
import { boardsIn } from '../../db/tallies/census.ts';
import { binsOf, countedFor, countingOf } from '../../db/tallies/draft-population.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { needsHistory, refold } from '../../domain/decision/apply-event.ts';
import { compacted } from '../../domain/scoring/compact-population.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { quantileMeasures } from '../../domain/scoring/draft-faults.ts';
import type { ScoringDraft } from '../../domain/scoring/draft.schema.ts';
import { firstPurchaseAt } from '../../domain/ledger/ledger.ts';
import { DEFAULT_SCORING, zoneOf, type ScoringModel } from '../../domain/scoring/model.ts';
import type { Distribution, Population } from '../../domain/scoring/population.ts';
import { recencyDays, type Totals } from '../../domain/scoring/score.ts';
import { totalsOf } from '../../domain/ledger/totals.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { dayOf } from '../../domain/time-zone.ts';
import type { Instant } from '../../domain/time.ts';
import type { JobDeps } from './job-deps.ts';

/** A workspace, and its time. */
export interface Base {
  readonly workspace: WorkspaceRow;
  readonly now: Instant;
}

/** One customer, and what of them a model would score. */
export interface Counted {
  /** As it is now. */
  readonly state: CustomerState;
  /** `null` where nothing would count. */
  readonly totals: Totals | null;
  readonly firstAt: Instant | null;
}

/** Customers counted before others get a turn of this process: decisions run in it too. */
const WITHOUT_PAUSE = 25;

/**
 * Everybody as this model counts them; whose ledger counts other things, by reading their history again.
 * @param seen called after each customer, with how many there were
 */
export async function* countedBy(
  states: CustomerStates,
  { workspace, now }: Base,
  model: ScoringModel,
  seen: (customers: number) => Promise<void>,
): AsyncGenerator<Counted> {
  const { counts } = model;
  let customers = 0;
  for await (const { state, history } of states.all(workspace._id, (one) => needsHistory(one, [], counts))) {
    const current = history === null ? state : refold(state, history, counts);
    const totals = totalsOf(current.ledger, current, model, now);
    yield { state, totals, firstAt: firstPurchaseAt(current.ledger) };
    customers += 1;
    if (customers % WITHOUT_PAUSE === 0) await others();
    await seen(customers);
  }
}

/**
 * The base that quantiles of a draft are computed from, counted its way; `null` where it has none. From the counters
 * where they count as the draft does, else by going through everybody.
 * @param inForce the model that the counters follow, and the boards that are counted with them
 * @param seen as of `countedBy`
 */
export async function baseOf(
  { tallies, states }: Pick<JobDeps, 'tallies' | 'states'>,
  base: Base,
  draft: ScoringDraft,
  inForce: Pick<Playbook, 'scoring' | 'loyalty'>,
  seen: (customers: number) => Promise<void>,
): Promise<Population | null> {
  if (quantileMeasures(draft).length === 0) return null;
  const { workspace, now } = base;
  const census = {
    workspace: workspace._id,
    timezone: workspace.timezone,
    counting: inForce.scoring,
    now,
    ...boardsIn(inForce.loyalty),
  };
  const counted = await countedFor(tallies, census, draft);
  if (counted !== null) return counted;
  const model = { ...DEFAULT_SCORING, ...countingOf(draft, workspace.timezone), days: draft.days };
  return compacted(await recounted(states, base, model, seen), binsOf(draft.monetary));
}

async function recounted(
  states: CustomerStates,
  base: Base,
  model: ScoringModel,
  seen: (customers: number) => Promise<void>,
): Promise<Population> {
  const [recency, frequency, revenue] = [new Tally(), new Tally(), new Tally()];
  const zone = zoneOf(model.counts);
  let [customers, firstDay] = [0, Infinity];
  for await (const { totals, firstAt } of countedBy(states, base, model, seen)) {
    if (totals === null) continue;
    customers += 1;
    recency.add(recencyDays(totals.lastPurchaseAt, model, base.now));
    frequency.add(totals.frequency);
    revenue.add(totals.revenue);
    firstDay = Math.min(firstDay, firstAt === null ? Infinity : dayOf(firstAt, zone));
  }
  return {
    asOf: base.now,
    customers,
    recency: recency.distribution(),
    frequency: frequency.distribution(),
    revenue: revenue.distribution(),
    firstDay: Number.isFinite(firstDay) ? firstDay : null,
  };
}

/** Counts values one by one, so that a base of a million is never in memory at once. */
class Tally {
  readonly #counts = new Map<number, number>();

  add(value: number): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  distribution(): Distribution {
    return [...this.#counts].toSorted(([a], [b]) => a - b);
  }
}
