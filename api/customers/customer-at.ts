import { customerRow } from '../../db/customers/customer-row.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import type { PlaybookStore } from '../../db/playbook/playbooks.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { JournalEntry } from '../../domain/decision/decision.ts';
import { takenAt } from '../../domain/events/event.ts';
import { nextDeadline } from '../../domain/decision/next-deadline.ts';
import { foldEntries } from '../../domain/decision/journal-fold.ts';
import { membershipsAsTold, standingAsTold } from '../../domain/decision/past-standing.ts';
import { pinsOf, type Playbook } from '../../domain/playbook.ts';
import { stateAt } from '../../domain/decision/rebuild.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import type { Instant } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';

/** A customer as they were, and the rules they lived under then. */
export interface Past {
  readonly row: CustomerRow;
  readonly playbook: Playbook;
}

/** What was decided for a customer before an instant is not kept any more. */
export interface NotKept {
  /** The earliest instant of which it is known how they stood. */
  readonly since: Instant;
}

/**
 * What was known of a customer at a past instant, by the rules in force for them then.
 * @returns `null` where nothing was known of them yet
 */
export async function pastOf(
  { stores }: Pick<ApiDeps, 'stores'>,
  workspace: WorkspaceRow,
  live: CustomerRow,
  at: Instant,
): Promise<Past | NotKept | null> {
  const base = await stores.past.base(live._id);
  // Of what was folded into it only the end is known.
  if (at < base.at) return { since: base.at };
  const [history, entries] = await Promise.all([stores.past.history(live), stores.past.journalUntil(live, at)]);
  if (!history.some((event) => takenAt(event) <= at)) return null;
  const { standings: journeys, said } = foldEntries(base.fold, entries);
  const last = entries.at(-1) ?? (base.seq < 0 ? undefined : base);
  const playbook = await rulesThen(stores.playbooks, workspace, live, last, at, journeys);
  const folded = stateAt(history, playbook, at, workspace.timezone, said);
  const state = {
    ...folded,
    standing: standingAsTold(folded.standing, entries),
    audiences: membershipsAsTold(folded.audiences, entries, live.state.audiences),
    journeys,
  };
  const next = nextDeadline(state, playbook);
  return { row: customerRow(live, live._id, { state, next }, playbook), playbook };
}

/** By the last entry before; where nothing was decided since, by rules that were adopted asleep once they came. */
async function rulesThen(
  playbooks: Pick<PlaybookStore, 'load'>,
  { _id, playbook: inForce }: WorkspaceRow,
  { state }: CustomerRow,
  last: Pick<JournalEntry, 'seq' | 'playbook'> | undefined,
  at: Instant,
  journeys: CustomerState['journeys'],
): Promise<Playbook> {
  const pins = pinsOf({ journeys });
  const adopted = await playbooks.load(_id, state.playbook || inForce, pins);
  // Before the first entry lies an import, folded by the rules that the customer has lived under since.
  if (last === undefined || (last.seq === state.seq && at >= adopted.rulesAt)) return adopted;
  return await playbooks.load(_id, last.playbook, pins);
}
