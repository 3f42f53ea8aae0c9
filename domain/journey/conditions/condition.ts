import { hasDone, NO_BEHAVIOUR } from '../../behaviour/behaviour.ts';
import { isMember } from '../../audience/memberships.ts';
import type { AudienceId } from '../../ids.schema.ts';
import type { CustomerEvent } from '../../events/event.ts';
import { eventFact, replyFact } from '../../events/event-facts.ts';
import { compares } from './compare.ts';
import type { Condition, Did } from './condition.schema.ts';
import type { Beheld } from '../walk/context.ts';
import { own } from '../../own.ts';
import { enteredSince, type Walker } from '../standing.ts';
import { entryFieldOf, eventFieldOf, fieldOf, replyFieldOf, type Scalar } from './fields.ts';

/** What a condition is held against. */
export interface Facts {
  /** The value of a field, or `undefined` where the customer or the event has none. */
  readonly read: (field: string) => Scalar | undefined;
  readonly did: (asked: Did) => boolean;
  readonly isIn: (audience: AudienceId) => boolean;
}

/**
 * What a condition may see: the customer after this instant's events, and the event that brought the customer to
 * where the condition is asked, as long as no time has passed since. `event.amount` of a purchase or a refund is its
 * amount in minor units, whatever its data says.
 * @param walker the enrolment that asks, with what came with it; left out where nobody is inside yet
 */
export function factsOf(context: Beheld, event?: CustomerEvent, walker?: Walker): Facts {
  const entered = walker && enteredSince(walker, context.at);
  return {
    read: (field) => {
      const given = entryFieldOf(field);
      if (given !== undefined) return walker?.entry && own(walker.entry, given);
      const name = eventFieldOf(field);
      if (name !== undefined) return event && eventFact(event, name);
      const said = replyFieldOf(field);
      if (said !== undefined) return replyFact(event, said) ?? (walker?.reply && own(walker.reply, said));
      return fieldOf(field)?.read(context) ?? undefined;
    },
    did: (asked) => hasDone(context.state.did ?? NO_BEHAVIOUR, asked, context.at, entered),
    isIn: (audience) => isMember(context.state, audience),
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
  if ('did' in condition) return facts.did(condition);
  if ('in' in condition) return facts.isIn(condition.in);
  return compares(condition, facts.read(condition.field));
}
