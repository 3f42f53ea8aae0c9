import { AsyncLocalStorage } from 'node:async_hooks';

const asking = new AsyncLocalStorage<() => boolean>();

/**
 * Runs an activity so that its pulse hears at once when its worker stops. Temporal itself tells it at the end of the grace
 * time only: long work, which another worker goes on with, would hold up each stop for all of it.
 * @param isStopping whether the worker takes no new work any more
 */
export function heedingStop<Result>(isStopping: () => boolean, work: () => Promise<Result>): Promise<Result> {
  return asking.run(isStopping, work);
}

/** Whether the worker that runs this activity stops. */
export function workerStops(): boolean {
  return asking.getStore()?.() ?? false;
}
