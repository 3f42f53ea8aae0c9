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
import type { Scalar } from './field.ts';
import { entryFieldOf, eventFieldOf, fieldOf, replyFieldOf } from './fields.ts';

/** What a condition is held against. */
export interface Facts {
  /** The value of a field, or `undefined` where the customer or the event has none. */
  read(field: string): Scalar | undefined;
  did(asked: Did): boolean;
  isIn(audience: AudienceId): boolean;
}

/**
 * What a condition may see: the customer after this instant's events, and the event that brought the customer to
 * where the condition is asked, as long as no time has passed since. `event.amount` of a purchase or a refund is its
 * amount in minor units, whatever its data says.
 */
export class CustomerFacts implements Facts {
  readonly #context: Beheld;
  readonly #event: CustomerEvent | undefined;
  readonly #walker: Walker | undefined;

  /** @param walker the enrolment that asks, with what came with it; left out where nobody is inside yet */
  constructor(context: Beheld, event?: CustomerEvent, walker?: Walker) {
    this.#context = context;
    this.#event = event;
    this.#walker = walker;
  }

  read(field: string): Scalar | undefined {
    const given = entryFieldOf(field);
    if (given !== undefined) return this.#walker?.entry && own(this.#walker.entry, given);
    const name = eventFieldOf(field);
    if (name !== undefined) return this.#event && eventFact(this.#event, name);
    const said = replyFieldOf(field);
    if (said !== undefined)
      return replyFact(this.#event, said) ?? (this.#walker?.reply && own(this.#walker.reply, said));
    return fieldOf(field)?.read(this.#context) ?? undefined;
  }

  did(asked: Did): boolean {
    const { state, at } = this.#context;
    const entered = this.#walker && enteredSince(this.#walker, at);
    return hasDone(state.did ?? NO_BEHAVIOUR, asked, at, entered);
  }

  isIn(audience: AudienceId): boolean {
    return isMember(this.#context.state, audience);
  }
}

/** What the condition of something that is counted may see: the event alone. */
export class EventFacts implements Facts {
  readonly #event: CustomerEvent;

  constructor(event: CustomerEvent) {
    this.#event = event;
  }

  read(field: string): Scalar | undefined {
    const name = eventFieldOf(field);
    return name === undefined ? undefined : eventFact(this.#event, name);
  }

  did(): boolean {
    return false;
  }

  isIn(): boolean {
    return false;
  }
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
