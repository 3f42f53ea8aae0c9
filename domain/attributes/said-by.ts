import type { CustomerEvent, Identified } from '../events/event.ts';
import { withSaid, type Attributes, type Said } from './attributes.ts';

/** What an event says of attributes. */
export function saidBy({ at, receivedAt, attributes, replaces }: Identified): Said {
  return { at, received: receivedAt, stated: attributes, ...(replaces ? { replaces } : {}) };
}

/** What a customer's events say of their attributes, in any order. */
export function attributesOf(events: readonly CustomerEvent[]): Attributes {
  return events.reduce<Attributes>(
    (known, event) => (event.kind === 'identify' ? withSaid(known, saidBy(event)) : known),
    {},
  );
}
