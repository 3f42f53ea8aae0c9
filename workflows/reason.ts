import { ApplicationFailure, rootCause } from '@temporalio/workflow';

/** Why an activity gave up, in one sentence for people. */
export function reasonOf(error: unknown, work: string): string {
  const isOurs = error instanceof Error && error.cause instanceof ApplicationFailure;
  return rootCause(error) ?? (isOurs ? error.message : `${work} failed for an unknown reason`);
}
