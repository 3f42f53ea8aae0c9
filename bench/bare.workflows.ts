import { condition, makeContinueAsNewFunc, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import { deliver } from '../workflows/messages.ts';

export interface BareActivities {
  count(events: number): Promise<number>;
}

const { count } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '5s' });

/** The ceiling: takes the same signals, and runs one local activity that only counts. No store, no rules. */
export async function customer(total: number | object = 0): Promise<void> {
  let applied = typeof total === 'number' ? total : 0;
  let waiting = 0;
  setHandler(deliver, (delivery) => {
    waiting += delivery.events.length;
  });
  for (;;) {
    await condition(() => waiting > 0);
    const taken = waiting;
    waiting = 0;
    applied += await count(taken);
    if (workflowInfo().historyLength >= 400 && waiting === 0) await makeContinueAsNewFunc<typeof customer>()(applied);
  }
}
