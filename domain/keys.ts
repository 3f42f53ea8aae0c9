import type { CustomerId, DrawId, EventId, JourneyId, SourceId, WorkspaceId } from './ids.schema.ts';
import type { Channel } from './channels/channel.ts';
import type { StepPlace } from './journey/facts.ts';

/** `workspace:source:eventId`, the unique id of an event row and of its applied mark. */
export type EventKey = string & { readonly __brand: 'EventKey' };
/** `workspace:source:orderId`: the key of the purchase event that made the order. */
export type OrderKey = EventKey;
/** What makes an effect happen once; one of a journey's is `workspace:customer:journey:version:enrolment:step:visit`, and of a chain `:channel` too. */
export type EffectKey = string & { readonly __brand: 'EffectKey' };
/** `workspace:customer`: the read-model row, and the workflow id after its prefix. */
export type CustomerKey = string & { readonly __brand: 'CustomerKey' };

export function eventKey(workspace: WorkspaceId, source: SourceId, id: EventId): EventKey {
  return `${workspace}:${source}:${id}` as EventKey;
}

/** The id that the caller gave; workspaces and sources hold no colon. */
export function eventIdOf(key: EventKey): string {
  return key.split(':').slice(2).join(':');
}

/** The key of an order that an event names by its id: it is one of the same source. */
export function orderBeside(event: EventKey, order: string): OrderKey {
  return event.replace(/^([^:]*:[^:]*:).*$/s, (_, beside: string) => `${beside}${order}`) as OrderKey;
}

/**
 * The key of a further part of an event that stands for several: `workspace:source+n:eventId`. No source can be named so,
 * and no caller's event can have it.
 * @param n from 1
 */
export function partKey(key: EventKey, n: number): EventKey {
  return key.replace(/^[^:]*:[^:]*/, (source) => `${source}+${n}`) as EventKey;
}

/**
 * The key of an event by which somebody is asked into a journey: no source can be named so.
 * @param id tells it from all others of the journey that came the same way
 */
export function entryKey(workspace: WorkspaceId, by: string, journey: JourneyId, id: string): EventKey {
  return `${workspace}:sojourn+${by}:${journey}:${id}` as EventKey;
}

/** A customer id may hold a colon, so it is encoded wherever another part follows it. */
export function customerKey(workspace: WorkspaceId, customer: CustomerId): CustomerKey {
  return `${workspace}:${encodeURIComponent(customer)}` as CustomerKey;
}

/** The id that the caller gave. */
export function customerIdOf(key: CustomerKey): string {
  return decodeURIComponent(key.slice(key.indexOf(':') + 1));
}

export function journalKey(customer: CustomerKey, seq: number): string {
  return `${customer}:${seq}`;
}

/** @param channel of a message of a chain, of which one step sends several; else left out */
export function effectKey(customer: CustomerKey, at: StepPlace, channel?: Channel): EffectKey {
  const step = `${customer}:${at.journey}:${at.version}:${at.enrolment}:${at.step}:${at.visit}`;
  return (channel === undefined ? step : `${step}:${channel}`) as EffectKey;
}

/** A key as somebody sends it back who was given it; it may name nothing. */
export function givenEffectKey(text: string): EffectKey {
  return text as EffectKey;
}

/** @param fact the number of the fact that tells the change */
export function tierEffectKey(customer: CustomerKey, fact: number): EffectKey {
  return `${customer}:tier:${fact}` as EffectKey;
}

/** @param fact the number of the fact that tells the grant */
export function couponEffectKey(customer: CustomerKey, fact: number): EffectKey {
  return `${customer}:coupon:${fact}` as EffectKey;
}

/** @param ref of the request for a consent */
export function confirmationKey(customer: CustomerKey, ref: string): EffectKey {
  return `${customer}:confirm:${ref}` as EffectKey;
}

/** @param fact the number of the fact that tells that they were rewarded for having been brought */
export function referralEffectKey(customer: CustomerKey, fact: number): EffectKey {
  return `${customer}:referral:${fact}` as EffectKey;
}

/**
 * The key of the event by which somebody says who brought a customer: for each of both there is one.
 * @param programme the version of a later programme under which it is asked once more; left out: for the first time
 */
export function cameKey(workspace: WorkspaceId, customer: CustomerId, from: CustomerId, programme?: number): EventKey {
  const pair = `${workspace}:sojourn+came:${encodeURIComponent(customer)}:${encodeURIComponent(from)}`;
  return (programme === undefined ? pair : `${pair}:${programme}`) as EventKey;
}

/** The key of the event by which somebody hears that one whom they brought has bought: each is brought once. */
export function broughtKey(workspace: WorkspaceId, who: CustomerId): EventKey {
  return `${workspace}:sojourn+brought:${encodeURIComponent(who)}` as EventKey;
}

/** Where in keys of these events the other customer stands. */
const NAMED_AT: ReadonlyMap<string, number> = new Map([
  ['sojourn+came', 3],
  ['sojourn+brought', 2],
]);

/** The other customer whom the key of an event about a referral names; `undefined`: it is another key. */
export function customerIn(key: string): CustomerId | undefined {
  const parts = key.split(':');
  const place = NAMED_AT.get(parts[1] ?? '');
  const name = place === undefined ? undefined : parts[place];
  return name === undefined ? undefined : (decodeURIComponent(name) as CustomerId);
}

/** The same key with another name for a customer; a key that does not name them, or any other text, stays as it is. */
export function keyNaming<Text extends string>(key: Text, customer: CustomerId, as: CustomerId): Text {
  const parts = key.split(':');
  const place = NAMED_AT.get(parts[1] ?? '');
  if (place === undefined || parts[place] !== encodeURIComponent(customer)) return key;
  return parts.with(place, encodeURIComponent(as)).join(':') as Text;
}

/**
 * The key of an event by which points are asked for: no source can be named so.
 * @param id the caller's own: the same one again asks for nothing new
 */
export function pointsKey(workspace: WorkspaceId, id: string): EventKey {
  return `${workspace}:sojourn+points:${id}` as EventKey;
}

/**
 * The key of the event that a redeemed coupon is: no source can be named so.
 * @param id of the code and the order, and none of both
 */
export function couponKey(workspace: WorkspaceId, id: string): EventKey {
  return `${workspace}:sojourn+coupon:${id}` as EventKey;
}

/** The key of the event by which a customer hears when a coupon ends: one for each fact that granted it. */
export function heldKey(workspace: WorkspaceId, customer: CustomerId, fact: number): EventKey {
  return `${workspace}:sojourn+held:${fact}:${encodeURIComponent(customer)}` as EventKey;
}

/** The key of the event by which a ticket is played: a ticket has one, so it is played once. */
export function drawKey(workspace: WorkspaceId, draw: DrawId, customer: CustomerId, ticket: number): EventKey {
  return `${workspace}:sojourn+draw:${draw}:${ticket}:${encodeURIComponent(customer)}` as EventKey;
}

/**
 * The key of an event by which somebody is told of an item: no source can be named so.
 * @param id tells it from all others
 */
export function itemNewsKey(workspace: WorkspaceId, id: string): EventKey {
  return `${workspace}:sojourn+item:${id}` as EventKey;
}

/**
 * The key of an event by which a page tells a customer of a sign: no source can be named so.
 * @param id follows from the placement and the page's own id
 */
export function placementSignKey(workspace: WorkspaceId, id: string): EventKey {
  return `${workspace}:sojourn+placements:${id}` as EventKey;
}

/**
 * The key of an event by which a customer is told what came back of a message: no source can be named so.
 * @param id tells it from all others
 */
export function messageSignKey(workspace: WorkspaceId, id: string): EventKey {
  return `${workspace}:sojourn+message:${id}` as EventKey;
}

/**
 * The key of an event by which a provider of a channel tells what a customer did.
 * @param id follows from what the provider calls it
 */
export function channelSignKey(workspace: WorkspaceId, id: string): EventKey {
  return `${workspace}:sojourn+channels:${id}` as EventKey;
}

export function workflowId(customer: CustomerKey): string {
  return `customer:${customer}`;
}
