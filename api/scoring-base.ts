import { nameOf, type Counting } from '../db/tallies/counted.ts';
import { readPopulation } from '../db/tallies/population-read.ts';
import type { CustomerStates } from '../db/customer-states.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { needsHistory, refold } from '../domain/apply.ts';
import { quantileMeasures } from '../domain/rfm/draft-faults.ts';
import type { ScoringDraft } from '../domain/rfm/draft.schema.ts';
import { firstPurchaseAt } from '../domain/rfm/ledger.ts';
import { countedIn, DEFAULT_SCORING, zoneOf, type ScoringModel } from '../domain/rfm/model.ts';
import type { Distribution, Population } from '../domain/rfm/population.ts';
import { recencyDays, type Totals } from '../domain/rfm/score.ts';
import { totalsOf } from '../domain/rfm/totals.ts';
import type { CustomerState } from '../domain/state.ts';
import { dayOf } from '../domain/time-zone.ts';
import type { Instant } from '../domain/time.ts';
import type { Here } from './here.ts';
import type { Stores } from './stores.ts';

/** One customer, and what of them a model would score. */
export interface Counted {
  /** As it is now. */
  readonly state: CustomerState;
  /** `null` where nothing would count. */
  readonly totals: Totals | null;
  readonly firstAt: Instant | null;
}

/** Everybody as this model counts them; whose ledger counts other things, by reading their history again. */
export async function* countedBy(
  states: CustomerStates,
  workspace: WorkspaceId,
  model: ScoringModel,
  now: Instant,
): AsyncGenerator<Counted> {
  const { counts } = model;
  for await (const { state, history } of states.all(workspace, (one) => needsHistory(one, [], counts))) {
    const current = history === null ? state : refold(state, history, counts);
    const totals = totalsOf(current.ledger, current, model, now);
    yield { state, totals, firstAt: firstPurchaseAt(current.ledger) };
  }
}

/**
 * The base that quantiles of a draft are computed from, counted its way; `null` where it has none. From the counters
 * where they count as the draft does, else by going through everybody.
 * @param inForce the model that the counters follow
 */
export async function populationFor(
  { tallies, states }: Pick<Stores, 'tallies' | 'states'>,
  { workspace, now }: Here,
  draft: ScoringDraft,
  inForce: Counting,
): Promise<Population | null> {
  if (quantileMeasures(draft).length === 0) return null;
  const { windowDays, frequencyOf, days, recency, monetary } = draft;
  const counts = countedIn(draft.counts, workspace.timezone);
  if (nameOf({ windowDays, frequencyOf, counts }) === nameOf(inForce) && !(await tallies.isFarBehind(workspace._id))) {
    const census = { workspace: workspace._id, timezone: workspace.timezone, counting: inForce, now };
    await tallies.catchUp(census);
    const wanted = { days, recencyBins: binsOf(recency), moneyBins: binsOf(monetary) };
    const counted = await tallies.read(workspace._id, (reader) => readPopulation(reader, census, wanted));
    if (counted !== null) return counted;
  }
  return await recounted(states, workspace._id, { ...DEFAULT_SCORING, windowDays, frequencyOf, counts, days }, now);
}

/** The bins that quantiles are to make; `null` where cut-offs are fixed, or there are none. */
function binsOf(cutting: ScoringDraft['recency'] | ScoringDraft['monetary']): number | null {
  return cutting !== null && 'quantiles' in cutting ? cutting.quantiles : null;
}

async function recounted(
  states: CustomerStates,
  workspace: WorkspaceId,
  model: ScoringModel,
  now: Instant,
): Promise<Population> {
  const [recency, frequency, revenue] = [new Tally(), new Tally(), new Tally()];
  const zone = zoneOf(model.counts);
  let [customers, firstDay] = [0, Infinity];
  for await (const { totals, firstAt } of countedBy(states, workspace, model, now)) {
    if (totals === null) continue;
    customers += 1;
    recency.add(recencyDays(totals.lastPurchaseAt, model, now));
    frequency.add(totals.frequency);
    revenue.add(totals.revenue);
    firstDay = Math.min(firstDay, firstAt === null ? Infinity : dayOf(firstAt, zone));
  }
  return {
    asOf: now,
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
