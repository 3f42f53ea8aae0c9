import { z } from 'zod';
import { eventType, type CustomerEvent } from '../../events/event.ts';
import { eventTypeName } from '../../events/event-type.schema.ts';
import { HOUR } from '../../time.ts';
import { condition } from '../conditions/condition.schema.ts';
import { hasKey, keyFaults, ofOwnKey, per } from './key.ts';
import { again, since, measured } from './options.ts';
import type { Walker } from '../standing.ts';
import type { TriggerKind } from './trigger.ts';

const TOO_LATE = 24 * HOUR;

/** Imported history and events learned of more than 24 hours late count, and may end a journey; they start none. */
export function triggers(event: CustomerEvent): boolean {
  return event.silent !== true && event.seenAt - event.at <= TOO_LATE;
}

/** The customer did something. */
export interface EventOccurrence {
  readonly kind: 'event';
  readonly event: CustomerEvent;
}

const schema = z
  .strictObject({
    on: z.literal('event').describe('The customer does something'),
    event: eventTypeName.describe('The type of the event, such as purchase or basket.left'),
    when: condition.optional().describe('Only where this holds, of the event and of the customer after it'),
    per: ofOwnKey,
  })
  .meta({ id: 'EventTrigger', description: 'An event of one type' });

type EventTrigger = z.infer<typeof schema>;

/** Of those inside, only whom the event is about, where the trigger says so. */
function names(trigger: EventTrigger, { event }: EventOccurrence, walker: Walker | null): boolean {
  if (trigger.event !== eventType(event)) return false;
  return walker === null || trigger.per === undefined || hasKey(trigger.per, walker.key, event);
}

export const event = {
  schema,
  enter: schema.extend({ again, per }),
  goal: schema.extend(measured),
  until: schema.extend({ since }),
  names,
  events: (trigger: EventTrigger) => [trigger.event],
  faults: (trigger: EventTrigger, path: string) => keyFaults(trigger.per, trigger.event, path),
} satisfies TriggerKind<EventTrigger, EventOccurrence> & Record<'enter' | 'goal' | 'until', z.ZodType>;
