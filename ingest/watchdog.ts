import type { OverdueReads } from '../db/customers/overdue.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import type { CustomerKey } from '../domain/keys.ts';
import { MINUTE, type Instant } from '../domain/time.ts';
import { CALLS_AT_ONCE, forEachAtOnce } from './at-once.ts';

export interface WatchdogPorts {
  readonly overdue: OverdueReads;
  readonly wakeUp: (workspace: WorkspaceRow, customer: CustomerId) => Promise<void>;
  /** Wall clock. */
  readonly now: () => Instant;
  readonly failed: (error: unknown) => void;
}

/** A deadline that nobody has taken for so long has no workflow behind it, or a worker that is far behind. */
const LATE = 5 * MINUTE;
/** Of one workspace at one round: the others wait for it. */
const MOST = 200;

/**
 * Wakes customers whose deadline has passed and was not taken: a workflow that was terminated or lost starts again
 * from what the store keeps. Waking somebody who is only late does no harm. To be called again and again; who was
 * woken is left alone for a while.
 */
export function createWatchdog({ overdue, wakeUp, now, failed }: WatchdogPorts): () => Promise<void> {
  const woken = new Map<CustomerKey, Instant>();
  return async () => {
    const at = now();
    for (const [key, since] of woken) if (at - since > LATE) woken.delete(key);
    for (const workspace of await overdue.workspaces()) {
      const late = await overdue.customers(workspace._id, at - LATE, MOST);
      const fresh = late.filter(({ _id }) => !woken.has(_id));
      await forEachAtOnce(CALLS_AT_ONCE, fresh, async ({ _id, customer }) => {
        try {
          await wakeUp(workspace, customer);
          woken.set(_id, at);
        } catch (error) {
          // Whoever cannot be woken keeps nobody else asleep.
          failed(error);
        }
      });
    }
  };
}
