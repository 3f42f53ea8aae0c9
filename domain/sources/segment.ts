import { attributesIn } from './traits.ts';
import { at, idAt, instantOf, isObject, textAt } from './foreign.ts';
import { customerNamed, eventNamed, isAddress, type Reading } from './reading.ts';
import { safeData } from './safe-data.ts';
import { itemIn, orderOf } from './segment-orders.ts';
import { ruleFor, UNSUBSCRIBED } from './segment-names.ts';
import { typeNamed } from './names.ts';
import { isoTime, type Instant } from '../time.ts';
import {
  NotTaken,
  translated,
  type SaidContact,
  type SaidEvent,
  type SaidMessage,
  type Translated,
  type Whose,
} from './translated.ts';

/** A message of Segment's HTTP API, read as its specification says. */
export interface SegmentReading extends Reading {
  /** When the batch left the sender, by the clock of the sender. */
  readonly sentAt: Instant | undefined;
  /** For messages that bring no id. */
  readonly idFor: (message: object) => string;
}

/**
 * What a message of Segment's comes to. A time is corrected by the sender's own clock (their specification: received − (sent − stated)),
 * so it is right where that clock is wrong, and stands in the workspace's time where that has a test clock.
 */
export function segmentMessage(message: unknown, reading: SegmentReading): Translated {
  if (!isObject(message)) {
    return { is: 'refused', id: null, reason: 'malformed', path: '', message: 'a message is a JSON object' };
  }
  const id = textAt(message, 'messageId') ?? reading.idFor(message);
  return translated(id, () => byType(message, eventNamed(id, 'messageId'), reading));
}

function byType(message: object, id: string, reading: SegmentReading): Translated {
  const type = textAt(message, 'type') ?? '';
  switch (type) {
    case 'track':
      return track(message, id, reading);
    case 'identify':
      return identify(message, id, reading);
    case 'page':
    case 'screen':
      return said(message, id, reading, [event(message, id, 'view', pageData(message, type), reading)]);
    case 'alias':
      return alias(message, id, reading);
    case 'group':
      return { is: 'ignored', id, reason: 'group' };
    default:
      throw new NotTaken('kind', 'type', 'a type is track, identify, page, screen, alias or group');
  }
}

function track(message: object, id: string, reading: SegmentReading): Translated {
  const name = textAt(message, 'event');
  if (name === undefined) throw new NotTaken('malformed', 'event', 'a track call names its event');
  const { type, fields } = ruleFor(name, reading.mapping);
  if (type === 'ignore') return { is: 'ignored', id, reason: 'rule' };
  const properties = at(message, 'properties');
  if (typeNamed(name) === UNSUBSCRIBED && reading.mapping.contact.includes('consent')) {
    const when = timeOf(message, reading)?.at;
    const consent = { status: 'withdrawn' as const, ...(when === undefined ? {} : { at: when }) };
    return said(message, id, reading, [event(message, id, type, { ...safeData(properties) }, reading)], { consent });
  }
  if (type === 'purchase' || type === 'refund') {
    const order = orderOf(type, { properties, fields, id }, reading);
    return said(message, id, reading, [{ ...event(message, order.id, type, order.data, reading, order.said) }]);
  }
  const item =
    (fields.item === undefined ? undefined : idAt(properties, fields.item)) ?? itemIn(properties, reading.mapping);
  // An item that is an address is dropped like every other one.
  const data = {
    ...safeData({ ...(isObject(properties) ? properties : {}), ...(item === undefined ? {} : { item }) }),
  };
  return said(message, id, reading, [event(message, id, type, data, reading)]);
}

function identify(message: object, id: string, reading: SegmentReading): Translated {
  const traits = at(message, 'traits') ?? at(message, 'context.traits');
  const attributes = attributesIn(traits);
  const contact = contactIn(traits, reading);
  const none = Object.keys(attributes).length === 0;
  const events = none ? [] : [event(message, id, 'identify', {}, reading, { attributes })];
  return said(message, id, reading, events, contact);
}

/** Whoever was anonymous is known now; two customers stay two, for each has a workflow of their own. */
function alias(message: object, id: string, reading: SegmentReading): Translated {
  const userId = textAt(message, 'userId');
  const previous = textAt(message, 'previousId') ?? textAt(message, 'anonymousId');
  if (userId === undefined) throw new NotTaken('customer', 'userId', 'an alias names who somebody is, as userId');
  if (previous === undefined) throw new NotTaken('customer', 'previousId', 'an alias names who somebody was');
  if (isAddress(previous)) return { is: 'ignored', id, reason: 'two-customers' };
  const customer = customerNamed(userId, reading, 'userId');
  const links = [reading.pseudonym(previous)];
  return { is: 'said', id, whose: { is: 'customer', customer }, events: [], contact: {}, links, was: previous };
}

function said(
  message: object,
  id: string,
  reading: SegmentReading,
  events: readonly SaidEvent[],
  contact: SaidContact = {},
): SaidMessage {
  const anonymous = textAt(message, 'anonymousId');
  const key = anonymous === undefined ? undefined : reading.pseudonym(anonymous);
  const whose = whoseIs(message, key, reading);
  const links = whose.is === 'customer' && key !== undefined ? { links: [key] } : {};
  return { is: 'said', id, whose, events, contact, ...links };
}

function whoseIs(message: object, anonymous: string | undefined, reading: SegmentReading): Whose {
  const userId = textAt(message, 'userId');
  const address = textAt(message, 'traits.email') ?? textAt(message, 'context.traits.email');
  const byAddress = address !== undefined && isAddress(address);
  if (byAddress && (reading.mapping.customer === 'email' || (userId === undefined && anonymous === undefined))) {
    return { is: 'customer', customer: reading.pseudonym(address) };
  }
  if (userId !== undefined) return { is: 'customer', customer: customerNamed(userId, reading, 'userId') };
  if (anonymous !== undefined) return { is: 'anonymous', key: anonymous };
  throw new NotTaken('customer', 'userId', 'nobody is named: send userId or anonymousId');
}

function event(
  message: object,
  id: string,
  type: string,
  data: Readonly<Record<string, unknown>>,
  reading: SegmentReading,
  more: Readonly<Record<string, unknown>> = {},
): SaidEvent {
  const time = timeOf(message, reading);
  const wire = {
    id,
    type,
    ...(time === undefined ? {} : { at: isoTime(time.at) }),
    ...(Object.keys(data).length === 0 ? {} : { data }),
    ...more,
  };
  return time === undefined ? { wire } : { wire, stated: isoTime(time.stated) };
}

function timeOf(message: object, { sentAt, now }: SegmentReading) {
  const given = at(message, 'timestamp') ?? at(message, 'originalTimestamp');
  if (given === undefined || given === null) return undefined;
  const stated = instantOf(given);
  if (stated === undefined) {
    throw new NotTaken('time', 'timestamp', 'a time is ISO 8601 with a zone, such as 2026-11-20T10:00:00Z');
  }
  return { stated, at: sentAt === undefined ? stated : now - (sentAt - stated) };
}

/** The path of a page, and never what is behind it. */
function pageData(message: object, type: 'page' | 'screen'): Readonly<Record<string, unknown>> {
  const name = textAt(message, 'name');
  const path = textAt(message, 'context.page.path');
  const properties = safeData(at(message, 'properties'));
  return {
    ...safeData({ ...(path === undefined ? {} : { path }), ...(name === undefined ? {} : { name }) }),
    ...properties,
    on: type,
  };
}

function contactIn(traits: unknown, { mapping: { contact } }: SegmentReading): SaidContact {
  const email = textAt(traits, 'email');
  const timezone = textAt(traits, 'timezone');
  return {
    ...(email !== undefined && contact.includes('email') ? { email } : {}),
    ...(timezone !== undefined && contact.includes('timezone') ? { timezone } : {}),
  };
}
