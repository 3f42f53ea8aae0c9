import { Context } from '@temporalio/activity';
import type { CustomerRow } from '../../db/customers/customers.ts';
import { takenBy } from '../../db/events/applied-events.ts';
import type { EffectCounts } from '../../db/jobs/results.ts';
import { foldEntries, journeyDifferences, loyaltyDifferences } from '../../domain/decision/journal-fold.ts';
import { differencesOf, rebuildState, type Difference } from '../../domain/decision/rebuild.ts';
import { pinsOf } from '../../domain/playbook.ts';
import { differencesIn, EffectComparison } from './compare-effects.ts';
import type { JobDeps } from './job-deps.ts';

/** What comparing one customer has come to. */
export interface Compared {
  /** Those that are kept: of very many effects that differ, the first ones. */
  readonly found: readonly Difference[];
  /** All of them. */
  readonly differences: number;
  readonly events: number;
  readonly effects: EffectCounts;
}

/**
 * Folds one customer's events and journal again, and compares with the live state and the ledger of effects.
 * A decision taken meanwhile, or whose marks were still on their way, looks like a difference; it is none the second time.
 */
export async function compareCustomer(deps: JobDeps, row: CustomerRow, pulse: () => void): Promise<Compared> {
  const first = await compare(deps, row, pulse);
  if (first.differences === 0) return first;
  const [again] = await deps.customers.rows([row._id]);
  return again === undefined ? { ...first, found: [], differences: 0 } : await compare(deps, again, pulse);
}

async function compare(deps: JobDeps, row: CustomerRow, pulse: () => void): Promise<Compared> {
  const { decisions, playbooks, past } = deps;
  const { workspace, customer, turn, state, asleep } = row;
  const asked = takenBy(row);
  const [history, lost] = [await decisions.history(asked), await decisions.lost(asked)];
  const playbook = await playbooks.load(workspace, state.playbook, pinsOf(state));
  const { timezone, retention } = await deps.workspace(workspace);
  // What lies before is not kept: it is folded from what it had come to, and nobody can compare effects with it.
  const base = await past.base(row._id);
  const from = Math.max(base.at, retention?.to?.effects ?? -Infinity);
  // What was decided asleep is begun by their workflow, which has not heard of it yet.
  const isAtWork = async () =>
    asleep?.base !== undefined || (await deps.isAtWork(Context.current().client, row._id, turn));
  const effects = new EffectComparison(deps, { workspace, customer, playbook: state.playbook, isAtWork, from });
  let { fold } = base;
  for await (const entries of past.journalPages(row._id, state.seq)) {
    pulse();
    fold = foldEntries(fold, entries);
    await effects.page(entries);
  }
  await effects.end();
  const found = differencesOf(state, rebuildState(state, history, playbook, timezone, fold.said), playbook);
  const told = [...journeyDifferences(state.journeys, fold), ...loyaltyDifferences(state.loyalty, fold)];
  const others = [...found, ...told, ...lostEvents(history.length, lost)];
  return {
    found: [...others, ...effects.found],
    differences: others.length + differencesIn(effects.counts),
    events: history.length,
    effects: effects.counts,
  };
}

/** What was accepted is what counts: events that nobody will deliver any more are a difference. */
function lostEvents(applied: number, lost: number): readonly Difference[] {
  return lost === 0 ? [] : [{ field: 'events', live: `${applied} applied`, rebuilt: `${applied + lost} accepted` }];
}
