import { isLoyaltyEvent, LOYALTY_KINDS, type CustomerEvent, type EventFacts } from './event.ts';
import { own } from '../own.ts';

type Scalar = string | number | boolean;

/** Names within `data`, and so within a condition's `event.<name>`, where a dot leads into an object. */
export const LONGEST_NAME = 64;
/** As deep as an event may nest, each level with a name of its own. */
export const LONGEST_FACT_NAME = 8 * (LONGEST_NAME + 1);

/**
 * What conditions may look at of an event's `data`: every text, number and boolean that is not inside a list, at any
 * depth, under its names joined by dots. Nothing is left out and nothing is cut. Lists and `null` are no values: a
 * condition on them finds the value missing.
 */
export function factsIn(data: Readonly<Record<string, unknown>>): EventFacts {
  const facts = new Map<string, Scalar>();
  const open: { readonly prefix: string; readonly inner: object }[] = [{ prefix: '', inner: data }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [name, value] of Object.entries(next.inner)) {
      const path = `${next.prefix}${name}`;
      if (isScalar(value)) facts.set(path, value);
      else if (isObject(value)) open.push({ prefix: `${path}.`, inner: value });
    }
  }
  return Object.fromEntries(facts);
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a condition on `event.<name>` finds its value, for events of one type. */
export type FactSource =
  /** Whole minor units, whatever the data says. */
  | 'amount'
  | 'data'
  /** Such events carry nothing that a condition could see. */
  | 'nothing';

/** Events of our own, about which `event.<name>` says nothing. */
const SAY_NOTHING: ReadonlySet<string> = new Set(['profile', 'webhook-reply', ...LOYALTY_KINDS]);

/** The one rule for both: what publishing a condition lets pass, and what taking an event finds. */
export function factSource(type: string, name: string): FactSource {
  if (SAY_NOTHING.has(type) || type.startsWith('points-')) return 'nothing';
  return (type === 'purchase' || type === 'refund') && name === 'amount' ? 'amount' : 'data';
}

/** The value of `event.<name>`, or `undefined` where the event has none. */
export function eventFact(event: CustomerEvent, name: string): Scalar | undefined {
  if (isLoyaltyEvent(event)) return undefined;
  switch (event.kind) {
    case 'profile':
    case 'entry':
    case 'webhook-reply':
      return undefined;
    case 'purchase':
    case 'refund':
      return factSource(event.kind, name) === 'amount' ? event.amount : ownFact(event.facts, name);
    case 'activity':
    case 'summary':
    case 'identify':
      return ownFact(event.facts, name);
  }
}

/** The value of `webhook.<name>`: what the reply to a webhook said, as long as no time has passed since. */
export function replyFact(event: CustomerEvent | undefined, name: string): Scalar | undefined {
  return event?.kind === 'webhook-reply' ? ownFact(event.facts, name) : undefined;
}

/** Names are the caller's own: `constructor` must not find what every object inherits. */
function ownFact(facts: EventFacts | undefined, name: string): Scalar | undefined {
  return facts && own(facts, name);
}
