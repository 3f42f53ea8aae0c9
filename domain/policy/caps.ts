import type { Channel } from '../channels/channel.ts';
import type { SentLately, SentMessage } from '../decision/state.ts';
import { categoryId, type CategoryId, type JourneyId } from '../ids.schema.ts';
import { own } from '../own.ts';
import type { SegmentId } from '../scoring/segment.ts';
import { DAY, type Instant } from '../time.ts';
import type { Cap, Policies } from './policies.ts';

/** As much of a message as policies look at. */
export interface Message {
  /** `null`: a version before 0.6.0 did not keep it. */
  readonly journey: JourneyId | null;
  readonly channel: Channel;
  readonly category: CategoryId;
}

/** Of a step that names none. */
export const MARKETING: CategoryId = categoryId.parse('marketing');

/** Which cap one more message would exceed: of the segment, the channel or the category. */
export type CapReached = 'capped' | 'capped-by-channel' | 'capped-by-category';

type Caps = Pick<Policies, 'caps' | 'otherwise' | 'channels' | 'categories'>;

export function capOf(policies: Pick<Policies, 'caps' | 'otherwise'>, segment: SegmentId | null): Cap {
  return (segment === null ? undefined : own(policies.caps, segment)) ?? policies.otherwise;
}

/** Whether one more message at `at` would be too many. A message stops counting exactly `days` after it was sent. */
export function isCapped(sent: SentLately, cap: Cap, at: Instant): boolean {
  return sent.filter((message) => sentAt(message) > at - cap.days * DAY).length >= cap.messages;
}

/** The first cap that one more message would exceed; `null`: it may go. Nothing caps a message that is exempt. */
export function capReached(
  policies: Caps,
  segment: SegmentId | null,
  message: Message,
  sent: SentLately,
  at: Instant,
): CapReached | null {
  if (isExempt(policies, message.category)) return null;
  if (isCapped(sent, capOf(policies, segment), at)) return 'capped';
  const byChannel = policies.channels?.[message.channel];
  if (byChannel && isCapped(sent.filter(ofChannel(message.channel)), byChannel, at)) return 'capped-by-channel';
  const byCategory = capOfCategory(policies, message.category);
  const isOver = byCategory && isCapped(sent.filter(ofCategory(message.category)), byCategory, at);
  return isOver ? 'capped-by-category' : null;
}

export function isExempt({ categories = {} }: Pick<Policies, 'categories'>, category: CategoryId): boolean {
  return 'exempt' in (own(categories, category) ?? {});
}

function capOfCategory({ categories = {} }: Caps, category: CategoryId): Cap | null {
  const rule = own(categories, category);
  return rule && 'cap' in rule ? rule.cap : null;
}

/** Every cap, whatever it counts. */
export function allCaps({ caps, otherwise, channels = {}, categories = {} }: Caps): readonly Cap[] {
  const byCategory = Object.values(categories).flatMap((rule) => ('cap' in rule ? [rule.cap] : []));
  const byChannel = Object.values(channels).flatMap((cap) => cap ?? []);
  return [otherwise, ...Object.values(caps), ...byChannel, ...byCategory];
}

const LEAST_DAYS = 31;
const LEAST_MESSAGES = 50;

/**
 * Adds a message, and forgets those that no cap can count any more: of all of them and of each category with a rule, at
 * most the largest cap's number is kept. One that is exempt is not counted.
 */
export function rememberSent(
  sent: SentLately,
  policies: Caps,
  { journey, channel, category }: Message & { readonly journey: JourneyId },
  at: Instant,
): SentLately {
  if (isExempt(policies, category)) return sent;
  const caps = allCaps(policies);
  const days = Math.max(LEAST_DAYS, ...caps.map((cap) => cap.days));
  const messages = Math.max(LEAST_MESSAGES, ...caps.map((cap) => cap.messages));
  const lately = [...sent.filter((one) => sentAt(one) > at - days * DAY), [at, journey, channel, category] as const];
  const capped = Object.keys(policies.categories ?? {}).map((name) =>
    lately.filter((one) => partsOf(one).category === name),
  );
  const kept = new Set([lately, ...capped].flatMap((some) => some.slice(-messages)));
  return lately.filter((one) => kept.has(one));
}

export function sentAt(message: SentMessage): Instant {
  return typeof message === 'number' ? message : message[0];
}

/** What a message was, whichever version decided it. */
export function partsOf(message: SentMessage): Message {
  if (typeof message === 'number') return { journey: null, channel: 'email', category: MARKETING };
  const [, journey, channel, category] = message;
  return { journey, channel, category };
}

function ofChannel(channel: Channel): (message: SentMessage) => boolean {
  return (message) => partsOf(message).channel === channel;
}

function ofCategory(category: CategoryId): (message: SentMessage) => boolean {
  return (message) => partsOf(message).category === category;
}
