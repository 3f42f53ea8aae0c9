import type { Client, DayOfWeek, Month, ScheduleOptions } from '@temporalio/client';
import type { LaunchScheduleRow, LaunchScheduleStore } from '../db/jobs/launch-schedules.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { parseCron, type Cron } from '../domain/cron.ts';
import { lifeOf } from '../domain/journey/life.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Instant } from '../domain/time.ts';
import { BEGIN_LAUNCH_WORKFLOW, dueLaunchId, launchScheduleId } from '../workflows/job-messages.ts';
import { workspaceAttribute } from '../workflows/search-attributes.ts';
import { putSchedule, removeSchedule, within } from './schedule-calls.ts';

export interface LaunchSchedulePorts {
  readonly store: LaunchScheduleStore;
  readonly client: Client;
  readonly taskQueue: string;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** After an outage one launch is enough, and a day late it is another day's. */
const CATCH_UP = '1h';

/**
 * Makes the schedules of a workspace what its live journeys want, wherever they were; repeating it does nothing.
 * @param which `all`: looks also whether Temporal has those that it was told of
 * @throws where Temporal cannot be reached
 */
export async function followPlaybook(
  ports: LaunchSchedulePorts,
  workspace: WorkspaceRow,
  book: Playbook,
  which: 'unsettled' | 'all',
): Promise<void> {
  const { store, now } = ports;
  const rows = new Map((await store.of(workspace._id)).map((row) => [row.journey, row]));
  const at = workspaceTime(workspace, now());
  const { journeys } = book;
  for (const [journey, { definition }] of journeys) {
    const isLive = lifeOf(book, journey).status.is === 'live';
    const cron = isLive && definition.enter.on === 'schedule' ? definition.enter.cron : null;
    if ((rows.get(journey)?.cron ?? null) !== cron) await store.want(workspace._id, journey, cron, at);
  }
  for (const [journey, row] of rows) {
    if (row.cron !== null && !journeys.has(journey)) await store.want(workspace._id, journey, null, at);
  }
  for (const row of await store.of(workspace._id)) {
    if (which === 'unsettled' && row.settled) continue;
    // The times of Temporal are real ones: where a test clock stands, whoever moves it fires.
    if (workspace.clock === undefined) await tell(ports, row, workspace.timezone);
    await store.settle(row);
  }
}

async function tell({ client, taskQueue }: LaunchSchedulePorts, row: LaunchScheduleRow, zone: string): Promise<void> {
  const { workspace, journey } = row;
  const cron = row.cron === null ? null : parseCron(row.cron);
  if (cron === null || 'fault' in cron) {
    await removeSchedule(client, launchScheduleId(workspace, journey));
    return;
  }
  const options = optionsOf(row, cron, zone, taskQueue);
  const note = options.state?.note;
  await within(client, () => putSchedule(client, options, ({ state }) => state.note === note));
}

const MONTHS: readonly Month[] = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
];
const WEEKDAYS: readonly DayOfWeek[] = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

function optionsOf(
  { workspace, journey, cron: text }: LaunchScheduleRow,
  { minutes, hours, days, months, weekdays }: Cron,
  timezone: string,
  taskQueue: string,
): ScheduleOptions {
  const calendar = {
    minute: [...minutes],
    hour: [...hours],
    dayOfMonth: [...days],
    month: months.flatMap((month) => MONTHS[month - 1] ?? []),
    dayOfWeek: weekdays.flatMap((day) => WEEKDAYS[day] ?? []),
  };
  return {
    scheduleId: launchScheduleId(workspace, journey),
    spec: { calendars: [calendar], timezone },
    action: {
      type: 'startWorkflow',
      workflowType: BEGIN_LAUNCH_WORKFLOW,
      workflowId: dueLaunchId(workspace, journey),
      taskQueue,
      args: [{ workspace, journey }],
      typedSearchAttributes: [workspaceAttribute(workspace)],
      staticSummary: `begins the launch of ${journey} that is due in ${workspace}`,
    },
    policies: { overlap: 'SKIP', catchupWindow: CATCH_UP },
    typedSearchAttributes: [workspaceAttribute(workspace)],
    memo: {
      about: `Launches of the journey ${journey} of ${workspace}. It says itself when; publish it to change that.`,
    },
    state: {
      note: `"${text}" by the clock of ${timezone}, on ${taskQueue}, as the journey says. Sojourn makes it again where it is deleted here.`,
    },
  };
}
