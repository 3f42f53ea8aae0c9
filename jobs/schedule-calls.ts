import { ScheduleAlreadyRunning, ScheduleNotFoundError, type Client, type ScheduleOptions } from '@temporalio/client';
import { SECOND } from '../domain/time.ts';

/** A client's request waits for it. */
const WITHIN = 2 * SECOND;

export async function within<Result>(client: Client, call: () => Promise<Result>): Promise<Result> {
  return await client.withDeadline(Date.now() + WITHIN, call);
}

/** @returns `null` where Temporal has no such schedule */
export async function unlessGone<Result>(asked: Promise<Result>): Promise<Result | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
}

/** @returns false where there was none. @throws where Temporal cannot be reached */
export async function removeSchedule(client: Client, id: string): Promise<boolean> {
  const remove = async () => {
    await client.schedule.getHandle(id).delete();
    return true;
  };
  return (await unlessGone(within(client, remove))) ?? false;
}

/**
 * Makes or changes a schedule. Whoever has paused it in Temporal's page wants it to stay so.
 * @param isSame whether what Temporal has is as it should be
 */
export async function putSchedule(
  client: Client,
  { memo, scheduleId, ...options }: ScheduleOptions,
  isSame: (found: Awaited<ReturnType<ReturnType<Client['schedule']['getHandle']>['describe']>>) => boolean,
): Promise<void> {
  try {
    await client.schedule.create({ ...options, scheduleId, ...(memo ? { memo } : {}) });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = client.schedule.getHandle(scheduleId);
    if (isSame(await handle.describe())) return;
    await handle.update(({ state: { paused } }) => ({ ...options, state: { ...options.state, paused } }));
  }
}
