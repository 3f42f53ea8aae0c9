import { setTimeout as pause } from 'node:timers/promises';
import { Context, log } from '@temporalio/activity';
import type { CustomerMark } from '../db/customer-pages.ts';
import type { CustomerRow } from '../db/customers.ts';
import type { RolloutTask } from '../db/tasks.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces.ts';
import { needsHistory } from '../domain/apply.ts';
import type { CustomerKey } from '../domain/keys.ts';
import type { Playbook } from '../domain/playbook.ts';
import { SECOND } from '../domain/time.ts';
import { CALLS_AT_ONCE, forEachAtOnce } from '../ingest/at-once.ts';
import type { Wake } from '../ingest/dispatch.ts';
import { temporalWake } from '../ingest/wake.ts';
import type { TaskInput } from '../workflows/task-messages.ts';
import { pulse } from './import-progress.ts';
import { Pace } from './pace.ts';
import { isAffected } from './roll-out-effect.ts';
import type { TaskDeps } from './task-deps.ts';
import { openTask, TaskProgress } from './task-progress.ts';

/** Customers of whom only the rules are read together, and of those with other rules, customers tried together. */
const MARKS = 500;
const ROWS = 100;
/** Nobody's request waits for it. */
const WAKE_WITHIN = 10 * SECOND;
/** How often a test clock that moves is looked at. */
const LOOK_EVERY = SECOND / 4;

/** Where an attempt stood: everybody up to and including `after` has been looked at under these rules. */
interface Cursor {
  readonly rules: string;
  /** The playbook in force when the round began. */
  readonly playbook: number;
  readonly after: CustomerKey | null;
  /** Of this round. */
  readonly done: number;
  /** Of all rounds. */
  readonly woken: number;
  readonly unchanged: number;
}

/**
 * Wakes those for whom the rules in force change something, now or in what is forecast of them. Rules published
 * meanwhile supersede: it begins again with those, until a round has seen everybody under the rules in force.
 */
export function createRollOut(deps: TaskDeps) {
  return async function rollOut(input: TaskInput): Promise<void> {
    const task = await openTask(deps, input, 'rollout');
    if (task === null) return;
    const progress = await TaskProgress.begin(deps, task._id, await deps.customers.count(task.workspace));
    const round = new Round(deps, task, progress);
    for (let cursor = lastCursor(); ; cursor = { ...cursor, after: null, done: 0, rules: '' }) {
      cursor = await round.complete(cursor);
      const { playbook, done, woken, unchanged } = cursor;
      const result = { playbook, woken, unchanged, lookedAt: woken + unchanged };
      const end = { done, total: done, result, changedAt: deps.now() };
      if (await deps.tasks.settle(task._id, playbook, end)) return;
      if ((await openTask(deps, input, 'rollout')) === null) return;
    }
  };
}

function lastCursor(): Cursor {
  const details: Partial<Cursor> | undefined = Context.current().info.heartbeatDetails;
  return { rules: '', playbook: 0, after: null, done: 0, woken: 0, unchanged: 0, ...details };
}

class Round {
  readonly #deps: TaskDeps;
  readonly #task: RolloutTask;
  readonly #progress: TaskProgress;
  readonly #pace: Pace;
  readonly #wake: Wake;

  constructor(deps: TaskDeps, task: RolloutTask, progress: TaskProgress) {
    const { client, info } = Context.current();
    this.#deps = deps;
    this.#task = task;
    this.#progress = progress;
    this.#pace = new Pace(deps.wakesPerSecond, deps.now);
    this.#wake = temporalWake(client, { taskQueue: info.taskQueue, deadline: WAKE_WITHIN });
  }

  /** Looks at everybody behind the cursor, under one and the same rules. */
  async complete(from: Cursor): Promise<Cursor> {
    let cursor = from;
    for (;;) {
      const { workspace, playbook } = await this.#present(cursor);
      cursor = underRules(cursor, playbook);
      const marks = await this.#deps.customers.marks(this.#task.workspace, cursor.after, MARKS);
      const last = marks.at(-1);
      if (last === undefined) return cursor;
      const others = marks.filter((mark) => hasOtherRules(mark, playbook)).map(({ _id }) => _id);
      const next = await this.#lookAt(others.slice(0, ROWS), workspace, playbook, cursor);
      const after = others.length > ROWS ? (others[ROWS - 1] ?? last._id) : last._id;
      cursor = { ...next, after, done: cursor.done + marks.findIndex(({ _id }) => _id === after) + 1 };
      pulse(cursor);
      await this.#progress.at(cursor.done);
    }
  }

  /** While a test clock moves, whoever moves it delivers: nobody may be told of the later time by us. */
  async #present(cursor: Cursor): Promise<{ readonly workspace: WorkspaceRow; readonly playbook: Playbook }> {
    for (;;) {
      const workspace = await this.#deps.workspace(this.#task.workspace);
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
    const affected: CustomerRow[] = [];
    await forEachAtOnce(CALLS_AT_ONCE, rows, async (row) => {
      if (await this.#isAffected(row, workspace, playbook)) affected.push(row);
    });
    pulse(cursor);
    await this.#pace.admit(affected.length, () => pulse(cursor));
    const { clock } = workspace;
    await forEachAtOnce(CALLS_AT_ONCE, affected, async ({ customer }) => {
      pulse(cursor);
      await this.#wake({ workspace: workspace._id, customer, events: [], ...(clock === undefined ? {} : { clock }) });
    });
    const unchanged = cursor.unchanged + rows.length - affected.length;
    return { ...cursor, woken: cursor.woken + affected.length, unchanged };
  }

  async #isAffected(row: CustomerRow, workspace: WorkspaceRow, playbook: Playbook): Promise<boolean> {
    const { _id: id } = workspace;
    const asked = { workspace: id, customer: row.customer, turn: row.turn + 1, base: row.state.base };
    const isWanted = needsHistory(row.state, [], playbook.scoring.counts);
    const history = isWanted ? await this.#deps.decisions.history(asked) : null;
    try {
      return isAffected({ row, workspace, playbook, history, now: workspaceTime(workspace, this.#deps.now()) });
    } catch (error) {
      // One customer who cannot be foreseen may not hold up all others: being woken, they show what is wrong.
      log.warn('a customer could not be tried under new rules, and is woken', { error });
      return true;
    }
  }
}

/** Where the rules have changed since the round began, it begins again. */
function underRules(cursor: Cursor, { version, scoring, silence }: Playbook): Cursor {
  const rules = `${scoring.version}/${silence.version}`;
  return rules === cursor.rules ? cursor : { ...cursor, rules, playbook: version, after: null, done: 0 };
}

function hasOtherRules({ rules }: CustomerMark, { scoring, silence }: Playbook): boolean {
  return rules.scoring !== scoring.version || rules.silence !== silence.version;
}
