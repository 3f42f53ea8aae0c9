import type { CustomerEvent } from '../../events/event.ts';
import { eventFact, replyFact } from '../../events/event-facts.ts';
import type { Comparison, Condition } from './condition.schema.ts';
import type { JourneyContext } from '../walk/context.ts';
import { own } from '../../own.ts';
import type { Walker } from '../standing.ts';
import { entryFieldOf, eventFieldOf, fieldOf, replyFieldOf, type Scalar } from './fields.ts';

/** The value of a field, or `undefined` where the customer or the event has none. */
export type Facts = (field: string) => Scalar | undefined;

/**
 * What a condition may see: the customer after this instant's events, and the event that brought the customer to
 * where the condition is asked, as long as no time has passed since. `event.amount` of a purchase or a refund is its
 * amount in minor units, whatever its data says.
 * @param walker the enrolment that asks, with what came with it; left out where nobody is inside yet
 */
export function factsOf(context: JourneyContext, event?: CustomerEvent, walker?: Walker): Facts {
  return (field) => {
    const given = entryFieldOf(field);
    if (given !== undefined) return walker?.entry && own(walker.entry, given);
    const name = eventFieldOf(field);
    if (name !== undefined) return event && eventFact(event, name);
    const said = replyFieldOf(field);
    if (said !== undefined) return replyFact(event, said);
    return fieldOf(field)?.read(context) ?? undefined;
  };
}

/**
 * A missing value makes a comparison false, except `ne` and `not-in`, which are true. Nothing is converted: values of
 * different types are not equal, and neither is less. Text is compared by code units, so ISO times keep their order.
 */
export function holds(condition: Condition, facts: Facts): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, facts));
  if ('any' in condition) return condition.any.some((part) => holds(part, facts));
  if ('not' in condition) return !holds(condition.not, facts);
  return compares(condition, facts(condition.field));
}

function compares(comparison: Comparison, fact: Scalar | undefined): boolean {
  switch (comparison.op) {
    case 'eq':
      return fact === comparison.value;
    case 'ne':
      return fact !== comparison.value;
    case 'in':
      return fact !== undefined && comparison.value.includes(fact);
    case 'not-in':
      return fact === undefined || !comparison.value.includes(fact);
    case 'lt':
      return isLess(fact, comparison.value);
    case 'lte':
      return fact === comparison.value || isLess(fact, comparison.value);
    case 'gt':
      return isLess(comparison.value, fact);
    case 'gte':
      return fact === comparison.value || isLess(comparison.value, fact);
  }
}

function isLess(a: Scalar | undefined, b: Scalar | undefined): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  return typeof a === 'string' && typeof b === 'string' && a < b;
}
