import { setTimeout as pause } from 'node:timers/promises';
import { Context, log } from '@temporalio/activity';
import type { Adopting, CustomerMark } from '../../db/customers/customer-pages.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { hasOtherRules } from '../../domain/decision/adopt-rules.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { pinsOf, type Playbook } from '../../domain/playbook.ts';
import { SECOND } from '../../domain/time.ts';
import { forEachAtOnce } from '../../ingest/at-once.ts';
import type { Wake } from '../../ingest/dispatch.ts';
import { temporalWake } from '../../ingest/wake.ts';
import { pulse, type Progress } from '../../jobs/progress.ts';
import { adopters, nameOf, type Cursor } from './cursor.ts';
import { adoptedRow, type Trial } from './try.ts';
import { Woken } from './woken.ts';
import type { JobDeps } from '../jobs/job-deps.ts';

/** Customers of whom only the rules are read together, and of those with other rules, customers tried together. */
const MARKS = 500;
const ROWS = 100;
/** More would only queue inside the server. */
const AT_ONCE = 8;
/** Woken and not yet decided: enough to keep a worker busy, and few enough for an event to pass soon. */
const MOST_AWAITED = 24;
/** Nobody's request waits for it. */
const WAKE_WITHIN = 10 * SECOND;
/** How often a test clock that moves is looked at. */
const LOOK_EVERY = SECOND / 4;

/** One look at everybody of a workspace. */
export class RolloutRound {
  readonly #deps: JobDeps;
  readonly #job: JobRow<'rollout'>;
  readonly #progress: Progress<'rollout'>;
  readonly #wake: Wake;
  readonly #woken: Woken;

  constructor(deps: JobDeps, job: JobRow<'rollout'>, progress: Progress<'rollout'>) {
    const { client, info } = Context.current();
    this.#deps = deps;
    this.#job = job;
    this.#progress = progress;
    this.#woken = new Woken(deps.customers, deps.now);
    this.#wake = temporalWake(client, { taskQueue: info.taskQueue, deadline: WAKE_WITHIN });
  }

  /** Looks at everybody behind the cursor, under one and the same rules. */
  async complete(from: Cursor): Promise<Cursor> {
    let cursor = from;
    for (;;) {
      const { workspace, playbook } = await this.#present(cursor);
      cursor = underRules(cursor, playbook);
      const marks = await this.#deps.customers.marks(this.#job.workspace, cursor.after, MARKS);
      const last = marks.at(-1);
      if (last === undefined) return cursor;
      const others = marks.filter((mark) => hasOtherRules(mark, playbook)).map(({ _id }) => _id);
      const next = await this.#lookAt(others.slice(0, ROWS), workspace, playbook, cursor);
      cursor = { ...next, after: others.length > ROWS ? (others[ROWS - 1] ?? last._id) : last._id };
      pulse(cursor);
      await this.#tell();
    }
  }

  /** While a test clock moves, whoever moves it delivers: nobody may be told of the later time by us. */
  async #present(cursor: Cursor): Promise<{ readonly workspace: WorkspaceRow; readonly playbook: Playbook }> {
    for (;;) {
      const workspace = await this.#deps.workspace(this.#job.workspace);
      if (workspace.movingTo === undefined) {
        return { workspace, playbook: await this.#deps.playbooks.load(workspace._id, workspace.playbook) };
      }
      pulse(cursor);
      await pause(LOOK_EVERY);
    }
  }

  async #lookAt(
    keys: readonly CustomerKey[],
    workspace: WorkspaceRow,
    playbook: Playbook,
    cursor: Cursor,
  ): Promise<Cursor> {
    if (keys.length === 0) return cursor;
    const rows = await this.#deps.customers.rows(keys);
    const trial = { workspace, playbook, now: workspaceTime(workspace, this.#deps.now()) };
    const tried = await Promise.all(rows.map(async (row) => ({ row, adopted: await this.#tried(row, trial) })));
    pulse(cursor);
    await this.#deps.customers.adopt(
      tried.flatMap(({ adopted }) => adopted ?? []),
      trial.now,
    );
    const concerned = tried.flatMap(({ row, adopted }) => (adopted ? [] : [row]));
    await this.#wakeAll(concerned, workspace, playbook, cursor);
    if (cursor.again) return cursor;
    const unchanged = cursor.unchanged + rows.length - concerned.length;
    return { ...cursor, woken: cursor.woken + concerned.length, unchanged };
  }

  async #wakeAll(
    concerned: readonly CustomerRow[],
    workspace: WorkspaceRow,
    playbook: Playbook,
    cursor: Cursor,
  ): Promise<void> {
    const { clock } = workspace;
    const isAwaited = (mark: CustomerMark) => hasOtherRules(mark, playbook);
    for (let first = 0; first < concerned.length; first += AT_ONCE) {
      await this.#woken.untilAtMost(MOST_AWAITED - AT_ONCE, isAwaited, () => pulse(cursor));
      await forEachAtOnce(AT_ONCE, concerned.slice(first, first + AT_ONCE), async ({ _id, customer }) => {
        await this.#wake({ workspace: workspace._id, customer, events: [], ...(clock === undefined ? {} : { clock }) });
        this.#woken.add(_id);
      });
      await this.#tell();
    }
  }

  /** One customer who cannot be foreseen may not hold up all others: being woken, they show what is wrong. */
  async #tried(row: CustomerRow, trial: Trial): Promise<Adopting | null> {
    const { _id, playbook } = trial.workspace;
    try {
      const pinned = await this.#deps.playbooks.load(_id, playbook, pinsOf(row.state));
      return adoptedRow(row, { ...trial, playbook: pinned });
    } catch (error) {
      log.warn('a customer could not be tried under new rules, and is woken', { error });
      return null;
    }
  }

  async #tell(): Promise<void> {
    if (!this.#progress.isDue()) return;
    const { adopted, customers } = await adopters(this.#deps, this.#job);
    await this.#progress.at(adopted, { total: customers });
  }
}

/** Where the rules have changed since the round began, it begins again. */
function underRules(cursor: Cursor, playbook: Playbook): Cursor {
  const rules = nameOf(playbook);
  return rules === cursor.rules ? cursor : { ...cursor, rules, playbook: playbook.version, after: null, again: false };
}
