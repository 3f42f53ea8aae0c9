import { eventFact } from '../../events/event-facts.ts';
import { effectKey, type CustomerKey } from '../../keys.ts';
import { entriesOf } from '../../own.ts';
import type { MessageFact } from '../mailed.ts';
import { messageName, nameIn } from '../message-name.ts';
import type { JourneyStandings } from '../standing.ts';
import { eventOf, type Occurrence } from '../triggers/index.ts';
import type { Advancing } from './advancing.ts';
import type { JourneyContext } from './context.ts';

/** What events that name a message tell of it, by their type. */
const SIGNS: ReadonlyMap<string, MessageFact['what']> = new Map([
  ['open', 'opened'],
  ['click', 'clicked'],
]);

/** Tells of messages that an event names that they were opened or clicked: each of both once. */
export function tellOfMessages(advancing: Advancing, happened: readonly Occurrence[], context: JourneyContext): void {
  for (const occurrence of happened) {
    const event = eventOf(occurrence);
    const what = event?.kind === 'activity' ? SIGNS.get(event.type) : undefined;
    const said = event && what && eventFact(event, 'message');
    if (what === undefined || typeof said !== 'string') continue;
    const found = messageCalled(nameIn(said), advancing.journeys, context.customer);
    if (!found || found.mailed[what] === true) continue;
    const { text } = found.mailed;
    advancing.tell({ what, place: found.place, ...(text === undefined ? {} : { text }) });
  }
}

function messageCalled(name: string, journeys: JourneyStandings, customer: CustomerKey) {
  for (const [journey, { mailed = [] }] of entriesOf(journeys)) {
    for (const one of mailed) {
      const { version, enrolment, step, visit } = one;
      const place = { journey, version, enrolment, step, visit };
      if (messageName(effectKey(customer, place)) === name) return { place, mailed: one };
    }
  }
  return null;
}
