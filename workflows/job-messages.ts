import type { JobKind, JobRef } from '../db/jobs/rows.ts';
import type { JourneyId, SubscriptionId, WorkspaceId } from '../domain/ids.schema.ts';

export const JOB_WORKFLOW = 'job';
/** One for the whole installation; also its id. */
export const UPKEEP_WORKFLOW = 'upkeep';
/** One for the whole installation; also its id. */
export const BOTS_WORKFLOW = 'bots';
/** Begins a fit that is due, as Temporal's schedule says. */
export const BEGIN_FIT_WORKFLOW = 'beginFit';
/** Begins a launch that is due, as Temporal's schedule says. */
export const BEGIN_LAUNCH_WORKFLOW = 'beginLaunch';
/** Brings a receiver of changes up to date. */
export const DELIVERY_WORKFLOW = 'deliverChanges';
/** See `earlier-jobs.ts`. */
export const EARLIER_TASK_WORKFLOW = 'task';

/** Which job, and whose; everything else is in its row. */
export interface JobCall {
  readonly workspace: WorkspaceId;
  readonly job: string;
  readonly kind: JobKind;
}

/** Whose fit is due; all else is in the store. */
export interface BeginFitCall {
  readonly workspace: WorkspaceId;
}

/** Which launch is due; all else is in the journey. */
export interface BeginLaunchCall {
  readonly workspace: WorkspaceId;
  readonly journey: JourneyId;
}

/** How the work went. */
export interface JobOutcome {
  readonly state: 'done' | 'failed' | 'cancelled';
  /** One sentence for people. */
  readonly error?: string;
}

export type EndJobCall = JobCall & JobOutcome;

/** What 0.2.0 and 0.3.0 called all jobs but imports. */
export interface EarlierTaskCall {
  readonly workspace: WorkspaceId;
  readonly task: string;
  readonly kind: JobKind;
}

/** One workflow per job, so that starting it twice does nothing. */
export function workflowIdOf({ workspace, _id, earlier }: JobRef): string {
  return earlier === 'task' ? earlierTaskId(workspace, _id) : jobId(workspace, _id);
}

export function jobId(workspace: WorkspaceId, job: string): string {
  return `job:${workspace}:${job}`;
}

/** One for each subscription, so that nothing is delivered twice at once. */
export function deliveryId(workspace: WorkspaceId, subscription: SubscriptionId): string {
  return `deliver:${workspace}:${subscription}`;
}

export function earlierTaskId(workspace: WorkspaceId, task: string): string {
  return `task:${workspace}:${task}`;
}

/** Of Temporal's schedule of a workspace. */
export function fitScheduleId(workspace: WorkspaceId): string {
  return `fit:${workspace}`;
}

/** Of the workflow as which Temporal runs a schedule. */
export function schedulerId(schedule: string): string {
  return `temporal-sys-scheduler:${schedule}`;
}

/** How the ids of workflows begin that a schedule starts; Temporal adds the time. */
export function dueFitId(workspace: WorkspaceId): string {
  return `fit:${workspace}:due`;
}

/** Of Temporal's schedule of a journey. */
export function launchScheduleId(workspace: WorkspaceId, journey: JourneyId): string {
  return `launch:${workspace}:${journey}`;
}

/** How the ids of workflows begin that it starts; Temporal adds the time. */
export function dueLaunchId(workspace: WorkspaceId, journey: JourneyId): string {
  return `launch:${workspace}:${journey}:due`;
}
