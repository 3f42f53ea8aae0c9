import { createDispatch, type Dispatch, type Wake, type WakeUp } from '../../ingest/dispatch.ts';
import type { EventKey } from '../../domain/keys.ts';
import type { Delivery } from '../../workflows/messages.ts';
import { memoryEventStore } from '../memory/events.ts';
import type { AskingPorts } from './asks.ts';
import type { Process } from './scheduler.ts';
import type { Message } from './temporal/commands.ts';
import type { World } from './world.ts';

/** What one server has. */
export interface Ports extends AskingPorts {
  readonly dispatch: Dispatch;
}

export function portsOf(world: World, process: Process, signal: (wakeUp: WakeUp) => void): Ports {
  const { scheduler, hazards, tables, planted } = world;
  const trip = hazards.tripOf(scheduler, process, () => hazards.storeAway);
  const real = memoryEventStore(tables, trip);
  const events = planted.events?.(real, tables) ?? real;
  const call = hazards.tripOf(scheduler, process, () => hazards.temporalAway);
  const wake: Wake = async (wakeUp) => {
    await call(() => signal(wakeUp));
  };
  const ports = {
    events,
    wake: planted.wake?.(wake, events) ?? wake,
    timeOf: async () => ({ ...world.shop, isMoving: false }),
    now: () => scheduler.now,
    failed: () => undefined,
  };
  return { ...ports, dispatch: createDispatch(ports), call, trip };
}

/** What `ingest/ask.ts` asks Temporal for. */
export function updateOf(id: string, delivery: Delivery, event: EventKey): Message {
  return { is: 'update', id, name: 'ask', input: JSON.stringify([delivery, event]) };
}
