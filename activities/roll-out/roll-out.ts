import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/activity';
import type { JobRow } from '../../db/jobs/rows.ts';
import { MINUTE, SECOND, type Instant } from '../../domain/time.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import { openJob, Progress, pulse } from '../../jobs/progress.ts';
import { adopters, lastCursor, nameOf, type Cursor } from './cursor.ts';
import { RolloutRound } from './round.ts';
import type { JobDeps } from '../jobs/job-deps.ts';

/** How often it is seen whether those who were woken have adopted. */
const LOOK_EVERY = SECOND / 2;
/** After so long in which nobody has adopted, those who are left are looked at again; then after twice as long. */
const LOOK_AGAIN_AFTER = 30 * SECOND;
const LONGEST_WAIT = 10 * MINUTE;
/** After so long in which nobody has adopted, something is wrong with those who are left. */
const GIVE_UP_AFTER = 60 * MINUTE;

/**
 * Sees to it that everybody lives by the rules in force, and ends when everybody does. Those for whom something changes
 * are woken, a few at a time; all others adopt where they are stored. Rules published meanwhile supersede: it begins
 * again with those, until a round has seen everybody under the rules in force.
 */
export function createRollOut(deps: JobDeps) {
  return async function rollOut(input: JobCall): Promise<void> {
    const job = await openJob(deps, input, 'rollout');
    if (job === null) return;
    const progress = await Progress.begin(deps, job, await deps.customers.count(job.workspace));
    const round = new RolloutRound(deps, job, progress);
    const patience = new Patience(deps.now);
    let cursor = lastCursor();
    for (;;) {
      cursor = await round.complete(cursor);
      const left = await untilAdopted(deps, job, progress, cursor, patience);
      if (left === 0) {
        const { playbook, woken, unchanged } = cursor;
        const { customers } = await adopters(deps, job);
        const result = { playbook, woken, unchanged, lookedAt: woken + unchanged };
        const end = { done: customers, total: customers, result, changedAt: deps.now() };
        if (await deps.jobs.settle(job._id, playbook, end)) return;
        if ((await openJob(deps, input, 'rollout')) === null) return;
      }
      // A newer playbook may have the same rules: then it has been rolled out too.
      cursor = { ...cursor, after: null, rules: left === 0 ? '' : cursor.rules, again: true };
    }
  };
}

/**
 * Waits for those who were woken.
 * @returns how many live by other rules still: 0, or those who have to be looked at again
 */
async function untilAdopted(
  deps: JobDeps,
  job: JobRow<'rollout'>,
  progress: Progress<'rollout'>,
  cursor: Cursor,
  patience: Patience,
): Promise<number> {
  for (;;) {
    pulse(cursor);
    const { adopted, customers, playbook } = await adopters(deps, job);
    await progress.at(adopted, { total: customers });
    const left = customers - adopted;
    if (left === 0 || nameOf(playbook) !== cursor.rules || patience.isOver(left)) return left;
    await pause(LOOK_EVERY);
  }
}

/** How long to wait for people while none of them adopts. */
class Patience {
  readonly #now: () => Instant;
  #left = Infinity;
  #since: Instant = 0;
  #wait = LOOK_AGAIN_AFTER;
  #lookedAt: Instant = 0;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  /**
   * Whether they have to be looked at again.
   * @throws ApplicationFailure, not to be tried again, where nobody has adopted for an hour
   */
  isOver(left: number): boolean {
    const now = this.#now();
    if (left !== this.#left) {
      this.#left = left;
      this.#since = now;
      this.#lookedAt = now;
      this.#wait = LOOK_AGAIN_AFTER;
      return false;
    }
    if (now - this.#since > GIVE_UP_AFTER) throw nobodyAdopts(left);
    if (now - this.#lookedAt < this.#wait) return false;
    this.#lookedAt = now;
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
    return true;
  }
}

function nobodyAdopts(left: number): ApplicationFailure {
  const message =
    `Of those who were woken, ${left} have not decided for an hour, so they do not live by the rules in force. ` +
    'Their workflows say why; the next rollout looks at them again.';
  return ApplicationFailure.nonRetryable(message, 'NobodyAdopts');
}
