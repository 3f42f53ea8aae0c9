import { z } from 'zod';
import { eventFact, factSource } from '../../events/event-facts.ts';
import type { CustomerEvent } from '../../events/event.ts';
import { eventIdOf } from '../../keys.ts';
import type { Problem } from '../../problem.ts';
import type { Scalar } from '../conditions/field.ts';
import { eventFieldOf, isField } from '../conditions/fields.ts';

/** A longer value is no key. */
const LONGEST_KEY = 128;

const eventField = z
  .string()
  .refine(
    (field) => eventFieldOf(field) !== undefined && isField(field),
    'name a field of the event, such as "event.order"; "event.id" is its own id, and "event.order" of a refund its order',
  );

/** As it lets in. */
export const per = eventField
  .optional()
  .describe(
    'One enrolment for each value of this field, such as event.order, several at once: at most 20 of a customer are inside a ' +
      'journey at the same time. "again" then counts for each value, of which the newest 50 that have left are remembered. ' +
      'event.id is the id of the event itself. Left out, nobody is inside twice at once',
  );

/** As it ends a journey or a wait. */
export const ofOwnKey = eventField
  .optional()
  .describe(
    'Only an event whose field has the value that the enrolment is for (see per of enter), such as event.order. ' +
      'Left out, every such event of the customer counts',
  );

/** The value of an event that tells one enrolment from another; `undefined` where it has none that can. */
export function keyOf(field: string, event: CustomerEvent): string | undefined {
  const name = eventFieldOf(field) ?? field;
  return asKey(eventFact(event, name) ?? ownId(event, name));
}

/** A number and its text are the same key. */
export function asKey(value: Scalar | undefined): string | undefined {
  const text = value === undefined ? '' : String(value);
  return text === '' || text.length > LONGEST_KEY ? undefined : text;
}

/** What an event is called by itself; its data may say something else under the same name. */
function ownId(event: CustomerEvent, name: string): string | undefined {
  if (name === 'id') return eventIdOf(event.key);
  return event.kind === 'refund' && name === 'order' ? eventIdOf(event.order) : undefined;
}

/** Why no event of this type can have a key by the field. */
export function keyFaults(field: string | undefined, type: string, path: string): readonly Problem[] {
  const name = field === undefined ? undefined : eventFieldOf(field);
  if (name === undefined || factSource(type, name) !== 'nothing') return [];
  const message = `an event "${type}" carries nothing that could be a key; name another event, or leave "per" out`;
  return [{ code: 'trigger-never', path: `${path}.per`, message }];
}

/** Whether it is an event that has this key. */
export function hasKey(field: string, key: string | undefined, event: CustomerEvent): boolean {
  return key !== undefined && keyOf(field, event) === key;
}
