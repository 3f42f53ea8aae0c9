import type { Client } from '@temporalio/client';
import { customerKey, workflowId } from '../domain/keys.ts';
import { SECOND } from '../domain/time.ts';
import { CUSTOMER_WORKFLOW, deliver, TASK_QUEUE, type CustomerInput, type Delivery } from '../workflows/messages.ts';
import { workspaceAttribute } from '../workflows/search-attributes.ts';
import type { Wake, WakeUp } from './dispatch.ts';

/** A client's request waits for the delivery, so it is short: what fails is delivered again by the sweeper. */
const DEADLINE = 2 * SECOND;

export interface WakeOptions {
  readonly taskQueue?: string;
  /** Milliseconds; longer where nobody's request waits. */
  readonly deadline?: number;
}

/** Wakes customers of a Temporal namespace. Always with start: a plain signal leaves a delayed customer asleep. */
export function temporalWake(client: Client, options: WakeOptions = {}): Wake {
  return async (wakeUp) => {
    const { workspace, customer, events, clock } = wakeUp;
    const delivery: Delivery = { events, ...(clock === undefined ? {} : { clock }) };
    await client.withDeadline(Date.now() + (options.deadline ?? DEADLINE), () =>
      client.workflow.signalWithStart(CUSTOMER_WORKFLOW, {
        workflowId: workflowId(customerKey(workspace, customer)),
        ...customerStart(wakeUp, options).start,
        signal: deliver,
        signalArgs: [delivery],
      }),
    );
  };
}

/** How a customer begins who does not run yet. */
export function customerStart({ workspace, customer, clock }: Omit<WakeUp, 'events'>, { taskQueue }: WakeOptions) {
  const input: CustomerInput = { workspace, customer, testClock: clock !== undefined };
  const start = {
    taskQueue: taskQueue ?? TASK_QUEUE,
    args: [input] as [CustomerInput],
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    typedSearchAttributes: [workspaceAttribute(workspace)],
    staticSummary: `customer ${customer} of ${workspace}`,
    priority: { fairnessKey: workspace },
  };
  return { type: CUSTOMER_WORKFLOW, start };
}
