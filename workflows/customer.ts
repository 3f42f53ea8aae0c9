import { log, makeContinueAsNewFunc, setDefaultSignalHandler, setHandler, sleep } from '@temporalio/workflow';
import { Actor } from './actor.ts';
import { ask, deliver, stateQuery, type CustomerInput } from './messages.ts';

/**
 * One customer, for life: takes what arrives, lets `decide` say what follows, performs the effects, and sleeps until
 * the next deadline.
 */
export async function customer(input: CustomerInput): Promise<void> {
  const actor = new Actor(input);
  setHandler(deliver, (delivery) => actor.take(delivery));
  setHandler(ask, (delivery, event) => actor.answer(delivery, event));
  setHandler(stateQuery, () => actor.state);
  setDefaultSignalHandler((name) => log.warn('unknown signal', { name }));

  while (!actor.mayContinueAsNew()) {
    await actor.untilSomethingIsDue();
    if (!actor.hasWork()) continue;
    await actor.decide();
    // One decision per workflow task: the next may not write before the history has this one.
    if (actor.hasWork()) await sleep(1);
  }
  await makeContinueAsNewFunc<typeof customer>()(actor.baton());
}
