import { Context } from '@temporalio/activity';
import type { JobRow } from '../../db/jobs/rows.ts';
import { hasOtherRules, rulesIn } from '../../domain/decision/adopt-rules.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { JobDeps } from '../jobs/job-deps.ts';

/** Where an attempt stood: everybody up to and including `after` has been looked at under these rules. */
export interface Cursor {
  readonly rules: string;
  /** The playbook in force when the round began. */
  readonly playbook: number;
  readonly after: CustomerKey | null;
  /** Of all rounds; whoever is looked at again under the same rules counts once. */
  readonly woken: number;
  readonly unchanged: number;
  /** Whether everybody has been looked at before under these rules. */
  readonly again: boolean;
}

/** As of the last heartbeat of the attempt before this one. */
export function lastCursor(): Cursor {
  const details: Partial<Cursor> | undefined = Context.current().info.heartbeatDetails;
  return { rules: '', playbook: 0, after: null, woken: 0, unchanged: 0, again: false, ...details };
}

/** Tells rules from every other rules of the workspace. */
export function nameOf(playbook: Pick<Playbook, 'scoring' | 'silence' | 'wakes'>): string {
  const { scoring, silence, wakes } = rulesIn(playbook);
  return `${scoring}/${silence}/${wakes}`;
}

/** How many live by the rules in force, of how many. */
export async function adopters(deps: Pick<JobDeps, 'adoption' | 'playbooks' | 'workspace'>, job: JobRow<'rollout'>) {
  const { playbook: version } = await deps.workspace(job.workspace);
  const playbook = await deps.playbooks.load(job.workspace, version);
  const counts = await deps.adoption.count(job.workspace);
  const customers = counts.reduce((sum, one) => sum + one.customers, 0);
  const adopted = counts.reduce((sum, one) => (hasOtherRules({ rules: one }, playbook) ? sum : sum + one.customers), 0);
  return { customers, adopted, playbook };
}
