import type { Client, ScheduleDescription } from '@temporalio/client';
import type { FitScheduleRow, FitScheduleStore, FitsWanted } from '../db/jobs/fit-schedules.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { isoTime, spanOf, type Instant } from '../domain/time.ts';
import { BEGIN_FIT_WORKFLOW, dueFitId, fitScheduleId } from '../workflows/job-messages.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { workspaceAttribute } from '../workflows/search-attributes.ts';
import { putSchedule, removeSchedule, unlessGone, within } from './schedule-calls.ts';

export interface FitSchedulePorts {
  readonly schedules: Pick<FitScheduleStore, 'settle'>;
  readonly client: Client;
  readonly taskQueue: string;
}

/** A fit an hour late is the same fit; after a longer outage the next one is soon enough. */
const CATCH_UP = '1h';

/**
 * Makes Temporal's schedule what its row wants, wherever it was; repeating it does nothing. Where two do so at once for
 * different rows, the later may lose: the round of upkeep over all rows mends that.
 * @throws where Temporal cannot be reached
 */
export async function settleFitSchedule({ schedules, client, taskQueue }: FitSchedulePorts, row: FitScheduleRow) {
  const { wanted, _id: workspace } = row;
  if (wanted === null) await removeFitSchedule(client, workspace);
  else await within(client, () => putFitSchedule(client, taskQueue, { workspace, at: row.at, wanted }));
  await schedules.settle(row);
}

/** @returns false where there was none. @throws where Temporal cannot be reached */
export async function removeFitSchedule(client: Client, workspace: WorkspaceId): Promise<boolean> {
  return await removeSchedule(client, fitScheduleId(workspace));
}

/** When the next fits are begun; `null` where Temporal has no schedule. @throws where Temporal cannot be reached */
async function nextFits(client: Client, workspace: WorkspaceId): Promise<readonly Instant[] | null> {
  const found = await unlessGone(within(client, () => handleOf(client, workspace).describe()));
  if (found === null) return null;
  return found.state.paused ? [] : found.info.nextActionTimes.map((time) => time.getTime());
}

/** Over a client whose namespace holds Temporal's schedules. */
export interface FitSchedules {
  /** What is wanted; `null` where nothing ever was. */
  readonly find: (workspace: WorkspaceId) => Promise<FitScheduleRow | null>;
  /** Keeps it, and tells Temporal; where that does not answer, upkeep tells it later. @returns the row as it is then */
  readonly want: (workspace: WorkspaceId, wanted: FitsWanted | null) => Promise<FitScheduleRow>;
  /** See `nextFits`. */
  readonly next: (workspace: WorkspaceId) => Promise<readonly Instant[] | null>;
}

export interface OpenFitSchedules {
  readonly schedules: FitScheduleStore;
  readonly client: Client;
  /** Wall clock. */
  readonly now: () => Instant;
  readonly failed: (error: unknown) => void;
  readonly taskQueue?: string;
}

export function openFitSchedules(outside: OpenFitSchedules): FitSchedules {
  const { schedules, client, now, failed, taskQueue = TASK_QUEUE } = outside;
  return {
    find: (workspace) => schedules.find(workspace),
    async want(workspace, wanted) {
      const row = await schedules.want(workspace, wanted, now());
      try {
        await settleFitSchedule({ schedules, client, taskQueue }, row);
        return { ...row, settled: true };
      } catch (error) {
        failed(error);
        return row;
      }
    },
    next: (workspace) => nextFits(client, workspace),
  };
}

interface Wish {
  readonly workspace: WorkspaceId;
  readonly at: Instant;
  readonly wanted: FitsWanted;
}

async function putFitSchedule(client: Client, taskQueue: string, wish: Wish): Promise<void> {
  const { workspace } = wish;
  const about = `Fits of the rules of silence of ${workspace}. Sojourn keeps what is wanted; change it there.`;
  const options = { ...optionsOf(taskQueue, wish), scheduleId: fitScheduleId(workspace), memo: { about } };
  await putSchedule(client, options, (found) => isSame(found, taskQueue, wish));
}

/** Intervals count from 1970: the offset has the first one end an interval after it was wanted. */
function optionsOf(taskQueue: string, { workspace, at, wanted: { every } }: Wish) {
  const ms = spanOf(every);
  return {
    spec: { intervals: [{ every: ms, offset: at % ms }] },
    action: {
      type: 'startWorkflow' as const,
      workflowType: BEGIN_FIT_WORKFLOW,
      workflowId: dueFitId(workspace),
      taskQueue,
      args: [{ workspace }],
      typedSearchAttributes: [workspaceAttribute(workspace)],
      staticSummary: `begins the fit of ${workspace} that is due`,
      staticDetails: `Begins a job \`fit\`, unless one is under way, and ends. The job is a workflow of its own, \`job:${workspace}:…\`. With which options lies in the store: \`GET /v1/silence/schedule\`.`,
    },
    policies: { overlap: 'SKIP' as const, catchupWindow: CATCH_UP },
    typedSearchAttributes: [workspaceAttribute(workspace)],
    state: {
      note: `Every ${every}, as PUT /v1/silence/schedule said at ${isoTime(at)}. Sojourn makes it again where it is deleted here.`,
    },
  };
}

function isSame({ spec, action }: ScheduleDescription, taskQueue: string, { at, wanted }: Wish): boolean {
  const every = spanOf(wanted.every);
  const [interval, ...others] = spec.intervals ?? [];
  const isRhythm = interval?.every === every && interval.offset === at % every && others.length === 0;
  return isRhythm && action.taskQueue === taskQueue;
}

function handleOf(client: Client, workspace: WorkspaceId) {
  return client.schedule.getHandle(fitScheduleId(workspace));
}
