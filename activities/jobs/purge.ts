import { Context, log } from '@temporalio/activity';
import type { CustomerRow } from '../../db/customers/customers.ts';
import type { PurgeCounts } from '../../db/jobs/results.ts';
import { BY_WORKSPACE } from '../../db/privacy/purge-aged.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { asksOf } from '../../domain/behaviour/asks.ts';
import { differencesOf, rebuildState } from '../../domain/decision/rebuild.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import type { CustomerKey } from '../../domain/keys.ts';
import { pinsOf } from '../../domain/playbook.ts';
import { condense, expanded, type Condensing } from '../../domain/privacy/condense.ts';
import { RETAINED, type PurgedTo, type Retained } from '../../domain/privacy/retention.ts';
import type { Instant } from '../../domain/time.ts';
import { openJob, Progress, pulse } from '../../jobs/progress.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import { cutsHere } from './due-purge.ts';
import type { JobDeps } from './job-deps.ts';

/** Customers between two signs of life, and rows in one write. */
const PAGE = 200;

/** Where an attempt stood: everybody up to and including `after` has been purged, up to these instants. */
interface Cursor {
  readonly to: PurgedTo;
  readonly after: CustomerKey | null;
  readonly customers: number;
  /** How many of these have events that stay; what was taken is counted with it, in the row of the job. */
  readonly unlike: number;
}

const NOTHING: PurgeCounts = {
  events: 0,
  journal: 0,
  effects: 0,
  messages: 0,
  refused: 0,
  jobs: 0,
  baskets: 0,
  audit: 0,
  unlike: 0,
};

/** Takes away what the workspace does not keep any more, and keeps what it has come to. */
export function createPurge(deps: JobDeps) {
  return async function purge(input: JobCall): Promise<void> {
    const job = await openJob(deps, input, 'purge');
    if (job === null) return;
    const workspace = await deps.workspace(job.workspace);
    const counted = job.result === undefined ? { result: NOTHING } : {};
    const progress = await Progress.begin(deps, job, await deps.customers.count(job.workspace), counted);
    const run = new Purging(deps, workspace, job._id);
    let cursor = lastCursor(cutsHere(deps, workspace));
    await run.begin(cursor.to);
    await run.rows(cursor);
    for (;;) {
      const marks = await deps.customers.marks(job.workspace, cursor.after, PAGE);
      const last = marks.at(-1);
      if (last === undefined) break;
      for (const row of await deps.customers.rows(marks.map(({ _id }) => _id))) {
        pulse(cursor);
        const isUnlike = (await run.customer(row, cursor)) === 'unlike';
        cursor = {
          ...cursor,
          after: row._id,
          customers: cursor.customers + 1,
          unlike: cursor.unlike + (isUnlike ? 1 : 0),
        };
      }
      // Whoever is not there any more is passed too.
      cursor = { ...cursor, after: last._id };
      await deps.customerPurge.unlike(job._id, cursor.unlike);
      await progress.at(cursor.customers);
    }
    await run.end(cursor.to);
    await progress.end(cursor.customers);
  };
}

function lastCursor(to: PurgedTo): Cursor {
  const details: Partial<Cursor> | undefined = Context.current().info.heartbeatDetails;
  return { to, after: null, customers: 0, unlike: 0, ...details };
}

class Purging {
  readonly #deps: JobDeps;
  readonly #workspace: WorkspaceRow;
  readonly #job: string;

  constructor(deps: JobDeps, workspace: WorkspaceRow, job: string) {
    this.#deps = deps;
    this.#workspace = workspace;
    this.#job = job;
  }

  /** From here on what is older is refused, and nobody looks for it. */
  async begin(to: PurgedTo): Promise<void> {
    for (const what of RETAINED) await this.#note(what, 'to', to[what]);
  }

  async end(to: PurgedTo): Promise<void> {
    for (const what of RETAINED) await this.#note(what, 'done', to[what]);
  }

  async #note(what: Retained, is: 'to' | 'done', at: Instant | undefined): Promise<void> {
    if (at !== undefined) await this.#deps.workspaces.notePurge(this.#workspace._id, what, is, at);
  }

  /** What is found by its own time, whosever it is. */
  async rows(cursor: Cursor): Promise<void> {
    const [workspace, job] = [this.#workspace._id, this.#job];
    for (const what of RETAINED) {
      const to = cursor.to[what];
      if (to === undefined) continue;
      for (const part of BY_WORKSPACE[what] ?? []) {
        do pulse(cursor);
        while ((await this.#deps.agedPurge.some({ workspace, what, part, to, job }, PAGE)) > 0);
      }
    }
  }

  /** @returns `unlike`: their events stay */
  async customer(row: CustomerRow, cursor: Cursor): Promise<'taken' | 'unlike'> {
    const { customerPurge } = this.#deps;
    const { effects, journal: to, events } = cursor.to;
    const { timezone } = this.#workspace;
    if (effects !== undefined) {
      do pulse(cursor);
      while ((await customerPurge.effects(row, effects, this.#job)) > 0);
    }
    if (to !== undefined) {
      do pulse(cursor);
      while ((await customerPurge.journal(row, { to, timezone }, this.#job)) > 0);
    }
    return events === undefined ? 'taken' : await this.#events(row, events);
  }

  async #events(row: CustomerRow, to: Instant): Promise<'taken' | 'unlike'> {
    const { customerPurge, playbooks } = this.#deps;
    const { workspace, state } = row;
    const from = this.#workspace.retention?.done?.events ?? -Infinity;
    const found = await customerPurge.events(row, { from, to });
    if (found === null) return 'taken';
    const playbook = await playbooks.load(workspace, state.playbook, pinsOf(state));
    const parts = condense(found.kept, to, asksOf(playbook), found.before);
    const all = [...found.before, ...found.kept];
    const folded = (history: readonly CustomerEvent[]) =>
      rebuildState(state, history, playbook, this.#workspace.timezone);
    // Held against the fold of everything while it is there: what would not come to the same is left alone.
    const differing = differencesOf(folded(all), folded(afterwards(row, all, parts)), playbook);
    if (differing.length > 0) {
      const fields = differing.map(({ field }) => field);
      log.warn('events of a customer stay, since their state would not follow without them', { workspace, fields });
      return 'unlike';
    }
    for (const part of parts) await customerPurge.condense(row, part, this.#job);
    return 'taken';
  }
}

/** A history as it would be. */
function afterwards(
  { _id: key, customer }: CustomerRow,
  all: readonly CustomerEvent[],
  parts: readonly Condensing[],
): readonly CustomerEvent[] {
  const gone = new Set(parts.flatMap((part) => part.gone));
  const condensed = parts.flatMap(({ into }, n) => expanded(into, { key, customer, part: -1 - n }));
  return [...all.filter((event) => !gone.has(event.key)), ...condensed];
}
