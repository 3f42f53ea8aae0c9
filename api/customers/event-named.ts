import type { z } from 'zod';
import { byChannel, byPurpose } from '../../domain/channels/channel.ts';
import { consentsTold } from '../../domain/decision/profile.ts';
import {
  isLoyaltyEvent,
  type CustomerEvent,
  type LoyaltyEvent,
  type ProfileChanged,
  type WebhookReplied,
} from '../../domain/events/event.ts';
import { HTTP_STATUS } from '../../domain/journey/webhook-reply.ts';
import { entriesOf, own } from '../../domain/own.ts';
import { isoTime } from '../../domain/time.ts';
import { otherOf } from '../loyalty/referral-text.ts';
import { eventName } from '../sentences.ts';
import type { eventNamed } from './event-named.contract.ts';

export type EventNamed = z.input<typeof eventNamed>;

/** What the sentence of an event says besides its other fields, in parts; `null`: nothing. */
export function namedEvent(event: CustomerEvent): EventNamed | null {
  if (isLoyaltyEvent(event)) return ofLoyalty(event);
  switch (event.kind) {
    case 'profile':
      return profileNamed(event);
    case 'summary':
      return { of: 'summary', actions: event.actions, worth: event.monetary, last: isoTime(event.lastActionAt) };
    case 'identify': {
      const said = entriesOf(event.attributes).map(([name, value]) => ({ name, value }));
      return { of: 'attributes', all: event.replaces === true, said };
    }
    case 'webhook-reply':
      return webhookNamed(event);
    case 'purchase':
    case 'refund':
    case 'activity':
    case 'entry':
      return null;
  }
}

function profileNamed({ consent, timezone, address }: ProfileChanged): EventNamed {
  const consents = byChannel(consentsTold(consent)).flatMap(([channel, words]) =>
    byPurpose(words).map(([purpose, granted]) => ({ channel, purpose, granted })),
  );
  const addresses = byChannel(address ?? {}).map(([channel, known]) => ({ channel, known }));
  return { of: 'profile', consents, ...(timezone === undefined ? {} : { timezone }), addresses };
}

function webhookNamed({ place: { journey, step }, is, facts = {} }: WebhookReplied): EventNamed {
  const status = own(facts, HTTP_STATUS);
  const answered = is === 'done' && status !== undefined ? { status: String(status) } : {};
  return { of: 'webhook', journey, step, ...answered, failed: is === 'failed' };
}

function ofLoyalty(event: LoyaltyEvent): EventNamed {
  switch (event.kind) {
    case 'points-spent':
      return { of: 'points', points: event.points };
    case 'points-adjusted':
      return { of: 'points', points: event.points, reason: event.reason };
    case 'points-returned':
      return { of: 'spending', key: eventName(event.spend).id };
    case 'draw-played':
      return { of: 'draw', draw: event.draw, ticket: event.ticket, prize: event.prize };
    case 'coupon-held':
      return { of: 'coupon', ends: isoTime(event.expires) };
    case 'referral-came':
      return { of: 'referral', other: otherOf(event.from) };
    case 'referral-brought':
      return { of: 'referral', other: otherOf(event.who) };
  }
}
