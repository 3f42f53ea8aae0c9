import {
  condition,
  makeContinueAsNewFunc,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { deliver } from '../workflows/messages.ts';

export interface BareActivities {
  count(events: number): Promise<number>;
  effect(): Promise<void>;
  /** @param due when a timer was to ring */
  rung(due: number): Promise<void>;
  seen(due: number): Promise<void>;
}

const { count, rung } = proxyLocalActivities<Pick<BareActivities, 'count' | 'rung'>>({ startToCloseTimeout: '5s' });
const { effect, seen } = proxyActivities<Pick<BareActivities, 'effect' | 'seen'>>({ startToCloseTimeout: '5s' });

const SEGMENT = defineSearchAttributeKey('Segment', SearchAttributeType.KEYWORD);
const SCORE = defineSearchAttributeKey('Score', SearchAttributeType.KEYWORD);

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

/** The ceiling of a deadline: one timer, one decision that only counts, and one effect that does nothing. */
export async function waiter(until: number): Promise<void> {
  await sleep(Math.max(1, until - Date.now()));
  await rung(until);
  await seen(until);
}

/** The ceiling of a wake: one decision that only counts, shown to operators, and one effect that does nothing. */
export async function sleeper(): Promise<void> {
  let woken = 0;
  setHandler(deliver, () => {
    woken += 1;
  });
  for (;;) {
    await condition(() => woken > 0);
    woken = 0;
    await count(1);
    upsertSearchAttributes([
      { key: SEGMENT, value: 'lost' },
      { key: SCORE, value: '111' },
    ]);
    await effect();
  }
}
