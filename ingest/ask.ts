import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { PointsOutcome } from '../domain/events/outcome.ts';
import { customerKey, workflowId, type EventKey } from '../domain/keys.ts';
import { SECOND } from '../domain/time.ts';
import { ask, type Delivery } from '../workflows/messages.ts';
import type { WakeUp } from './dispatch.ts';
import { customerStart, type WakeOptions } from './wake.ts';

/** Wakes a customer and waits for what they decide on one event; `null`: the journal tells. */
export type Ask = (wakeUp: WakeUp, event: EventKey) => Promise<PointsOutcome | null>;

/** A decision takes some 50 ms; what takes this long is told as not decided yet. */
const DEADLINE = 5 * SECOND;

/** Asks customers of a Temporal namespace, by an Update that starts them where they do not run yet. */
export function temporalAsk(client: Client, options: WakeOptions = {}): Ask {
  return async (wakeUp, event) => {
    const { workspace, customer, events, clock } = wakeUp;
    const delivery: Delivery = { events, ...(clock === undefined ? {} : { clock }) };
    const { type, start } = customerStart(wakeUp, options);
    return await client.withDeadline(Date.now() + (options.deadline ?? DEADLINE), () =>
      client.workflow.executeUpdateWithStart(ask, {
        args: [delivery, event],
        startWorkflowOperation: new WithStartWorkflowOperation(type, {
          workflowId: workflowId(customerKey(workspace, customer)),
          ...start,
        }),
      }),
    );
  };
}
