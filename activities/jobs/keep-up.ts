import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure, CancelledFailure, Context, log } from '@temporalio/activity';
import { isOf } from '../../db/jobs/rows.ts';
import { workspaceTime } from '../../db/workspaces/workspaces.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { entriesOf } from '../../domain/own.ts';
import { DAY, HOUR, MINUTE, parseDuration, SECOND, type Instant } from '../../domain/time.ts';
import { beginJob } from '../../jobs/begin.ts';
import { followPlaybook } from '../../jobs/launch-schedules.ts';
import { settleFitSchedule } from '../../jobs/fit-schedules.ts';
import { portsHere, rollOutHere } from '../../jobs/from-activity.ts';
import { JOBS } from '../../jobs/kinds.ts';
import { alive, pulse } from '../../jobs/progress.ts';
import { inForce } from '../../publishing/book.ts';
import { resumeRollout } from '../../publishing/resume-rollouts.ts';
import { forEachWorkspace } from './for-each-workspace.ts';
import type { JobDeps } from './job-deps.ts';
import { keepPayloadKeys } from './keep-payload-keys.ts';
import { openDrained } from './open-drained.ts';
import { beginDuePurge } from './due-purge.ts';
import { pickWinners } from './pick-winners.ts';
import { tellFeed } from '../feed/tell-feed.ts';
import { learnFromBaskets } from '../recommend/learn-from-baskets.ts';
import { tellOfItems } from '../recommend/tell-of-items.ts';
import { scoringPartHere } from './recompute.ts';
import { censusHere } from './recount.ts';
import { watchPredictions } from './watch-predictions.ts';

/** Something that is due again and again. */
interface Duty {
  /** For operators, as the heartbeat says it. */
  readonly what: string;
  /** At every round, where it is 0. */
  readonly every: number;
  readonly work: (deps: JobDeps) => Promise<void>;
}

/** Orders leave windows at midnight; whoever reads sums sooner counts them anew, this only makes them wait less. */
const NOW_AND_THEN = 15 * MINUTE;
const ROUND = 15 * SECOND;

const DUTIES: readonly Duty[] = [
  { what: 'counting what was decided', every: 0, work: countDecided },
  { what: 'telling feeds what has changed', every: 0, work: tellFeeds },
  { what: 'bringing totals up to date', every: NOW_AND_THEN, work: bringTotals },
  { what: 'beginning recomputations that are due', every: 0, work: beginRecomputes },
  { what: 'beginning rollouts again that failed', every: NOW_AND_THEN, work: resumeRollouts },
  { what: 'opening versions that have waited for others', every: 0, work: openAllDrained },
  { what: 'beginning recounts that are due', every: 0, work: beginRecounts },
  { what: 'telling Temporal of schedules that it was not told of', every: 0, work: settleSchedules('unsettled') },
  { what: 'looking whether Temporal has all schedules', every: NOW_AND_THEN, work: settleSchedules('all') },
  { what: 'telling Temporal of schedules of journeys', every: 0, work: followSchedules('unsettled') },
  { what: 'looking whether journeys have their schedules', every: NOW_AND_THEN, work: followSchedules('all') },
  { what: 'holding predictions against what happened', every: NOW_AND_THEN, work: watchAll },
  { what: 'looking for winners of splits', every: NOW_AND_THEN, work: pickAll },
  { what: 'learning what is bought together', every: 0, work: learnBaskets },
  { what: 'telling who waits for items', every: 0, work: tellWaiting },
  { what: 'asking for consents', every: 0, work: ({ askForConsents }) => askForConsents() },
  {
    what: 'speaking with the register of messages',
    every: 0,
    work: ({ speakWithRegister }) => speakWithRegister(),
  },
  { what: 'listening to bots', every: 0, work: ({ listenToBots }) => listenToBots() },
  { what: 'beginning erasures that nobody works on', every: 0, work: beginErasures },
  { what: 'beginning purges that are due', every: NOW_AND_THEN, work: beginPurges },
  { what: 'sealing keys anew', every: NOW_AND_THEN, work: keepPayloadKeys },
  { what: 'forgetting old jobs', every: NOW_AND_THEN, work: forgetOld },
];

/**
 * Does what is due in all workspaces, round by round, for an hour or until this worker stops: the workflow then calls it
 * again. One duty that fails keeps none of the others waiting.
 */
export function createKeepUp(deps: JobDeps) {
  return async function keepUp(): Promise<void> {
    try {
      await rounds(deps);
    } catch (error) {
      if (!isWorkerStop(error)) throw error;
    }
  };
}

async function rounds(deps: JobDeps): Promise<void> {
  const until = deps.now() + HOUR;
  const doneAt = new Map<Duty, Instant>();
  while (deps.now() < until) {
    await round(deps, doneAt);
    for (const next = deps.now() + ROUND; deps.now() < next;) {
      pulse({ doing: 'nothing until the next round' });
      await pause(SECOND);
    }
  }
}

/** @param doneAt when each duty was last done */
async function round(deps: JobDeps, doneAt: Map<Duty, Instant>): Promise<void> {
  for (const duty of DUTIES) {
    const now = deps.now();
    if (now - (doneAt.get(duty) ?? -Infinity) < duty.every) continue;
    doneAt.set(duty, now);
    try {
      await alive(() => duty.work(deps), { doing: duty.what });
    } catch (error) {
      if (isStop(error)) throw error;
      log.warn(`${duty.what} has failed; it is tried again`, { error });
    }
  }
}

/** Every duty once. */
export async function keepUpOnce(deps: JobDeps): Promise<void> {
  await round(deps, new Map());
}

/** This activity is to end, or this worker. */
function isStop(error: unknown): boolean {
  return error instanceof CancelledFailure || isWorkerStop(error);
}

function isWorkerStop(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.type === 'WorkerStops';
}

async function countDecided(deps: JobDeps): Promise<void> {
  await forEachWorkspace(deps, await deps.tallies.waiting(), async (workspace) => {
    await deps.tallies.catchUp(await censusHere(deps, workspace));
  });
}

/** After counting, which says who has changed. */
async function tellFeeds(deps: JobDeps): Promise<void> {
  await forEachWorkspace(deps, await deps.feed.workspaces(), (workspace) => tellFeed(deps, workspace));
}

async function bringTotals(deps: JobDeps): Promise<void> {
  await forEachWorkspace(deps, await deps.recounts.workspaces(), async (workspace) => {
    await deps.currentTotals.bringUpTo(workspace._id, workspaceTime(workspace, deps.now()));
  });
}

/** A model whose cut-offs are as old as its draft allows is computed anew; if nothing comes of it, an interval later. */
async function beginRecomputes(deps: JobDeps): Promise<void> {
  await forEachWorkspace(deps, await deps.parts.recomputing(), async (workspace) => {
    // While a test clock moves, customers are on their way: what they add up to is nobody's base.
    if (workspace.movingTo !== undefined) return;
    const book = await deps.playbooks.load(workspace._id, workspace.playbook);
    const live = await inForce(deps, scoringPartHere(deps), workspace._id, book, 'scoring');
    const every = parseDuration(live?.source.recompute ?? '');
    if (live === undefined || live.content.origin.by === 'fixed' || every === undefined) return;
    const last = Math.max(live.content.origin.asOf, live.row.triedAt ?? 0);
    if (workspaceTime(workspace, deps.now()) < last + every) return;
    await beginJob(portsHere(deps), workspace._id, { kind: 'recompute' });
  });
}

/** See `resumeRollout`. */
async function resumeRollouts(deps: JobDeps): Promise<void> {
  const { parts, now, jobs } = deps;
  const rollOut = rollOutHere(deps);
  const last = async (workspace: WorkspaceId) => {
    const rows = await jobs.list(workspace, JOBS_LOOKED_AT);
    return rows.find((row) => isOf(row, 'rollout')) ?? null;
  };
  await forEachWorkspace(deps, await deps.recounts.workspaces(), async ({ _id, playbook }) => {
    await resumeRollout({ parts, now, last, rollOut }, _id, await deps.playbooks.load(_id, playbook));
  });
}

/** Among so many of the newest jobs the last rollout is looked for; another one costs little. */
const JOBS_LOOKED_AT = 100;

/** Once a day, so that a counter that went astray does not stay astray. */
async function beginRecounts(deps: JobDeps): Promise<void> {
  const now = deps.now();
  await forEachWorkspace(deps, await deps.recounts.workspaces(), async ({ _id: workspace }) => {
    if (!(await deps.recounts.claim(workspace, now, now - DAY))) return;
    await beginJob(portsHere(deps), workspace, { kind: 'recount' });
  });
}

/** What is wanted lies in the store; Temporal may have been away, or have lost what it had. */
function settleSchedules(which: 'unsettled' | 'all'): Duty['work'] {
  return async (deps) => {
    const { client, info } = Context.current();
    const ports = { schedules: deps.fitSchedules, client, taskQueue: info.taskQueue };
    await forEachWorkspace(deps, await deps.fitSchedules.list(which), async ({ _id }) => {
      // As it is now: somebody may have wanted something else meanwhile.
      const row = await deps.fitSchedules.find(_id);
      if (row !== null) await settleFitSchedule(ports, row);
    });
  };
}

async function openAllDrained(deps: JobDeps): Promise<void> {
  await forEachWorkspace(deps, await deps.recounts.workspaces(), (workspace) => openDrained(deps, workspace));
}

/** Journeys say themselves when they are due. */
function followSchedules(which: 'unsettled' | 'all'): Duty['work'] {
  return async (deps) => {
    const { client, info } = Context.current();
    const ports = { store: deps.launchSchedules, client, taskQueue: info.taskQueue, now: deps.now };
    const ids = which === 'all' ? await deps.recounts.workspaces() : await deps.launchSchedules.unsettled();
    await forEachWorkspace(deps, ids, async (workspace) => {
      const book = await deps.playbooks.load(workspace._id, workspace.playbook);
      await followPlaybook(ports, workspace, book, which);
    });
  };
}

async function watchAll(deps: JobDeps): Promise<void> {
  await forEachWorkspace(deps, await deps.recounts.workspaces(), (workspace) => watchPredictions(deps, workspace));
}

async function pickAll(deps: JobDeps): Promise<void> {
  await forEachWorkspace(deps, await deps.recounts.workspaces(), (workspace) => pickWinners(deps, workspace));
}

async function learnBaskets(deps: JobDeps): Promise<void> {
  const waiting = await deps.basketEvents.workspaces();
  await forEachWorkspace(deps, waiting, (workspace) => learnFromBaskets(deps, workspace));
}

async function tellWaiting(deps: JobDeps): Promise<void> {
  await forEachWorkspace(deps, await deps.catalogue.telling(), (workspace) => tellOfItems(deps, workspace));
}

/** Whoever asked for it may have died before it began; one that has failed is begun again. */
async function beginErasures(deps: JobDeps): Promise<void> {
  for (const { _id: erasure, workspace } of await deps.erasures.open()) {
    await beginJob(portsHere(deps), workspace, { kind: 'erase-customer', options: { erasure } });
  }
}

async function beginPurges(deps: JobDeps): Promise<void> {
  await forEachWorkspace(deps, await deps.workspaces.retaining(), (workspace) => beginDuePurge(deps, workspace));
}

async function forgetOld({ jobs, now }: JobDeps): Promise<void> {
  for (const [kind, { keptFor }] of entriesOf(JOBS)) {
    if (keptFor !== null) await jobs.forget(kind, now() - keptFor);
  }
}
