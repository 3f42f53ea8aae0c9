import { eventFact } from '../../events/event-facts.ts';
import type { CustomerEvent } from '../../events/event.ts';
import type { JourneyId } from '../../ids.schema.ts';
import type { CustomerKey } from '../../keys.ts';
import { entriesOf } from '../../own.ts';
import type { Instant } from '../../time.ts';
import { hasReacted } from '../channel-scores.ts';
import { chainChannel, keyOfMailed, placeOfMailed } from '../mailed.ts';
import { messageName, nameIn } from '../message-name.ts';
import { isUnnamed, reactionTo } from '../reactions.ts';
import type { JourneyStandings, Mailed } from '../standing.ts';
import { eventOf, happenedAt, type Occurrence } from '../triggers/index.ts';
import type { Advancing } from './advancing.ts';
import type { JourneyContext } from './context.ts';

/** What events that name a message tell of it, by their type. */
const SIGNS: ReadonlyMap<string, 'opened' | 'clicked'> = new Map([
  ['open', 'opened'],
  ['click', 'clicked'],
]);

/**
 * Tells of messages that an event names that they were opened or clicked, each of both once; and of messages of chains
 * that the customer reacted to them, once.
 */
export function tellOfMessages(advancing: Advancing, happened: readonly Occurrence[], context: JourneyContext): void {
  for (const occurrence of happened) {
    const event = eventOf(occurrence);
    if (event === undefined) continue;
    tellOfSign(advancing, event, context);
    tellOfReaction(advancing, event, happenedAt(occurrence, context), context);
  }
}

function tellOfSign(advancing: Advancing, event: CustomerEvent, context: JourneyContext): void {
  const what = event.kind === 'activity' ? SIGNS.get(event.type) : undefined;
  const said = what && eventFact(event, 'message');
  if (what === undefined || typeof said !== 'string') return;
  const found = messageCalled(nameIn(said), advancing.journeys, context.customer);
  if (!found || found.mailed[what] === true) return;
  const { text } = found.mailed;
  const channel = chainChannel(found.mailed);
  const place = placeOfMailed(found.journey, found.mailed);
  advancing.tell({
    what,
    place,
    ...(channel === undefined ? {} : { channel }),
    ...(text === undefined ? {} : { text }),
  });
}

/** A purchase or a visit is put down to the last message before it alone, whichever journey sent that. */
function tellOfReaction(advancing: Advancing, event: CustomerEvent, at: Instant, { customer }: JourneyContext): void {
  const reacted = awaitedIn(advancing.journeys).flatMap(({ journey, mailed, channel, sentAt, until }) => {
    const key = keyOfMailed(customer, journey, mailed);
    const by = reactionTo({ key, channel, at: sentAt, until }, event, at);
    return by === null ? [] : [{ journey, mailed, channel, sentAt, by }];
  });
  const last = reacted.reduce<(typeof reacted)[number] | null>((a, b) => (a && a.sentAt > b.sentAt ? a : b), null);
  if (last === null || (isUnnamed(event) && hasReacted(last.mailed)) || last.mailed.reacted === true) return;
  const { text } = last.mailed;
  advancing.tell({
    what: 'reacted',
    place: placeOfMailed(last.journey, last.mailed),
    channel: last.channel,
    by: last.by,
    ...(text === undefined ? {} : { text }),
  });
}

/** Messages of chains. Hardly anybody has any, and this is asked at every event. */
function awaitedIn(journeys: JourneyStandings) {
  const found: {
    journey: JourneyId;
    mailed: Mailed;
    channel: NonNullable<Mailed['channel']>;
    sentAt: Instant;
    until: Instant;
  }[] = [];
  for (const [journey, { mailed = [] }] of entriesOf(journeys)) {
    for (const one of mailed) {
      const { channel, at, until } = one;
      if (channel === undefined || at === undefined || until === undefined) continue;
      found.push({ journey, mailed: one, channel, sentAt: at, until });
    }
  }
  return found;
}

function messageCalled(name: string, journeys: JourneyStandings, customer: CustomerKey) {
  for (const [journey, { mailed = [] }] of entriesOf(journeys)) {
    for (const one of mailed) {
      if (messageName(keyOfMailed(customer, journey, one)) === name) return { journey, mailed: one };
    }
  }
  return null;
}
