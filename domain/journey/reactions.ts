import type { Channel } from '../channels/channel.ts';
import type { CustomerEvent } from '../events/event.ts';
import { eventFact } from '../events/event-facts.ts';
import { MESSAGE_SIGN_EVENTS } from '../policy/message-signs.ts';
import type { EffectKey } from '../keys.ts';
import type { Instant } from '../time.ts';
import type { Reaction } from './chain-facts.ts';
import { messageName, nameIn } from './message-name.ts';

/** A message of a chain, as what happens is held against it. */
export interface ReactedTo {
  readonly key: EffectKey;
  readonly channel: Channel;
  readonly at: Instant;
  /** Until when a purchase or a visit counts; infinite while the customer is still at the step. */
  readonly until: Instant;
}

/**
 * What an event says of a message: an open or a click (the press of a button and the click on a push are clicks) that
 * names it, whenever that comes; a reply on its channel, a purchase or a view after it and before `until`. Pictures that a
 * program fetched say nothing (`open.prefetched`), and neither do the caller's own events, since systems send these as well
 * as people.
 * @param at when the event happened
 */
export function reactionTo(message: ReactedTo, event: CustomerEvent, at: Instant): Reaction | null {
  const named = namedBy(event);
  if (named !== null) return named.name === messageName(message.key) ? named.by : null;
  if (at <= message.at || at >= message.until) return null;
  return unnamed(event, message.channel);
}

/** Purchases and visits name no message. */
export function isUnnamed(event: CustomerEvent): boolean {
  return unnamed(event, null) !== null;
}

function namedBy(event: CustomerEvent): { readonly by: 'open' | 'click'; readonly name: string } | null {
  if (event.kind !== 'activity') return null;
  const { open, click } = MESSAGE_SIGN_EVENTS;
  const by = event.type === open ? 'open' : event.type === click ? 'click' : null;
  const said = by && eventFact(event, 'message');
  return by !== null && typeof said === 'string' ? { by, name: nameIn(said) } : null;
}

/** @param channel of the message; `null`: of any */
function unnamed(event: CustomerEvent, channel: Channel | null): Reaction | null {
  if (event.kind === 'purchase') return 'purchase';
  if (event.kind !== 'activity') return null;
  if (event.type === VISIT) return 'visit';
  if (event.type !== REPLY) return null;
  return channel === null || eventFact(event, 'channel') === channel ? 'reply' : null;
}

const VISIT = 'view';
/** See `ChannelSign`. */
const REPLY = 'message.replied';
