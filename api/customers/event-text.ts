import { byChannel, byPurpose, type Channel, type Purpose } from '../../domain/channels/channel.ts';
import { consentsTold } from '../../domain/decision/profile.ts';
import { moneyText, type Money } from '../../domain/currency.ts';
import {
  isLoyaltyEvent,
  type CustomerEvent,
  type EntryAsked,
  type LoyaltyEvent,
  type Identified,
  type PointsAdjusted,
  type PointsReturned,
  type DrawPlayed,
  type PointsSpent,
  type ProfileChanged,
  type Purchase,
  type Refund,
  type SummaryStated,
  type WebhookReplied,
} from '../../domain/events/event.ts';
import { HTTP_STATUS } from '../../domain/journey/webhook-reply.ts';
import { isPointsOutcome, nothingBecause, type Outcome } from '../../domain/events/outcome.ts';
import { own } from '../../domain/own.ts';
import { DAY, isoTime } from '../../domain/time.ts';
import { entriesOf } from '../../domain/own.ts';
import { otherText } from '../loyalty/referral-text.ts';
import { attributeText, eventName, minuteText } from '../sentences.ts';

/** What happened and what came of it; without an outcome, what was said to have happened. */
export function eventText(event: CustomerEvent, outcome: Outcome | undefined, money: Money): string {
  return `${happenedText(event, outcome, money)}${laterText(event)}`;
}

function happenedText(event: CustomerEvent, outcome: Outcome | undefined, money: Money): string {
  if (isLoyaltyEvent(event)) return loyaltyEventText(event, outcome);
  switch (event.kind) {
    case 'purchase':
      return purchaseText(event, outcome, money);
    case 'refund':
      return refundText(event, outcome, money);
    case 'activity':
      return `Event "${event.type}"${outcome?.is === 'covered' ? ', which a summary counts already' : ''}`;
    case 'profile':
      return profileText(event, outcome);
    case 'entry':
      return `Asked into ${event.journey} ${ASKED[event.by]}`;
    case 'summary':
      return summaryText(event, outcome, money);
    case 'identify':
      return attributesText(event, outcome);
    case 'webhook-reply':
      return replyText(event);
  }
}

function loyaltyEventText(event: LoyaltyEvent, outcome: Outcome | undefined): string {
  switch (event.kind) {
    case 'points-spent':
    case 'points-returned':
    case 'points-adjusted':
      return pointsText(event, outcome);
    case 'draw-played':
      return drawText(event, outcome);
    case 'coupon-held':
      return `The coupon of fact ${event.fact} ends at ${minuteText(event.expires)}`;
    case 'referral-came':
      return `Brought by ${otherText(event.from)}${nothingBecause(outcome)}`;
    case 'referral-brought':
      return `${otherText(event.who)}, whom they brought, has bought`;
  }
}

type PointsAsked = PointsSpent | PointsReturned | PointsAdjusted;

function pointsText(event: PointsAsked, outcome: Outcome | undefined): string {
  const what = askedText(event);
  if (!isPointsOutcome(outcome)) return what;
  const { is, active } = outcome;
  switch (is) {
    case 'accepted':
      return `${what}; there are ${active} now`;
    case 'insufficient':
      return `${what}? There were only ${active}, and nothing was taken`;
    case 'nothing-spent':
      return `${what}? Nothing was spent under this key, or it was given back before`;
    // Of tickets and of bringing others only.
    case 'no-ticket':
    case 'no-referral':
    case 'bought-before':
    case 'brought-before':
      return what;
  }
}

function askedText(event: PointsAsked): string {
  switch (event.kind) {
    case 'points-spent':
      return `${event.points} points spent`;
    case 'points-returned':
      return `The points spent under the key ${eventName(event.spend).id} given back`;
    case 'points-adjusted':
      return `Points adjusted by ${event.points}: ${event.reason}`;
  }
}

function drawText({ draw, ticket, prize }: DrawPlayed, outcome: Outcome | undefined): string {
  const what = `Ticket ${ticket} of the draw ${draw} was played`;
  return outcome?.is === 'no-ticket' ? `${what}? There was none` : `${what}, for ${prize ?? 'nothing'}`;
}

function replyText({ place: { journey, step }, is, facts = {}, reason }: WebhookReplied): string {
  const of = `The webhook of step ${step} of ${journey}`;
  return is === 'done'
    ? `${of} was answered with ${own(facts, HTTP_STATUS) ?? 'a success'}`
    : `${of} failed: ${reason ?? 'for good'}`;
}

/** By whom somebody was asked in. */
const ASKED: Readonly<Record<EntryAsked['by'], string>> = {
  api: 'by name',
  launch: 'by a launch',
  schedule: 'by its schedule',
};

function purchaseText({ amount }: Purchase, outcome: Outcome | undefined, money: Money): string {
  const bought = `Bought for ${moneyText(amount, money)}`;
  if (outcome?.is === 'covered') return `${bought}, which a summary counts already`;
  if (outcome?.is !== 'refunded-before') return bought;
  const taken = moneyText(outcome.amount, money);
  if (outcome.above !== undefined) {
    return `${bought}, all of which had been refunded before; ${moneyText(outcome.above, money)} more was refunded than that, and counts nowhere`;
  }
  return outcome.left > 0
    ? `${bought}, of which ${taken} had been refunded before: ${moneyText(outcome.left, money)} is left`
    : `${bought}, all of which had been refunded before`;
}

function refundText({ amount, order: key }: Refund, outcome: Outcome | undefined, money: Money): string {
  const order = `order ${eventName(key).id}`;
  const stated = moneyText(amount, money);
  if (isPointsOutcome(outcome)) return `A refund of ${stated} on ${order} was stated`;
  switch (outcome?.is) {
    case 'taken-off': {
      const left = outcome.left > 0 ? `${moneyText(outcome.left, money)} of it is left` : 'nothing of it is left';
      const taken = moneyText(outcome.amount, money);
      return outcome.amount === amount
        ? `${taken} of ${order} refunded: ${left}`
        : `${taken} of ${order} refunded, of ${stated} stated: ${left}, and the rest counts nowhere`;
    }
    case 'waits':
      return `A refund of ${stated} waits for ${order}, which is not known of this customer: nothing was taken off`;
    case 'nothing-left':
      return `A refund of ${stated} took nothing off: nothing of ${order} was left, so it counts nowhere`;
    case 'covered':
      return `A refund of ${stated} took nothing off: a summary stands for ${order}, and the next one has to correct it`;
    case 'refunded-before':
    case 'superseded':
    case undefined:
      return `A refund of ${stated} on ${order} was stated`;
  }
}

function profileText({ consent, timezone, address }: ProfileChanged, outcome: Outcome | undefined): string {
  const said = byChannel(consentsTold(consent)).flatMap(([channel, words]) =>
    byPurpose(words).map(
      ([purpose, granted]) => `consent to ${messageWords(channel, purpose)} ${granted ? 'granted' : 'withdrawn'}`,
    ),
  );
  const lives = timezone === null ? 'time zone no longer known' : timezone && `time zone is ${timezone}`;
  const reached = byChannel(address ?? {}).map(
    ([channel, known]) => `${CHANNEL_WORDS[channel]} address ${known ? 'stored' : 'forgotten'}`,
  );
  const text = `Profile: ${[...said, lives, ...reached].filter((part) => part !== undefined).join(', ')}`;
  return outcome?.is === 'superseded' ? `${text}; nothing changed, a later statement was known` : text;
}

function summaryText(event: SummaryStated, outcome: Outcome | undefined, money: Money): string {
  const worth = moneyText(event.monetary, money);
  const text = `Summary: ${event.actions} actions worth ${worth}, the last at ${isoTime(event.lastActionAt)}`;
  return outcome?.is === 'superseded' ? `${text}; nothing changed, a later summary was known` : text;
}

function attributesText({ attributes, replaces }: Identified, outcome: Outcome | undefined): string {
  const said = entriesOf(attributes).map(([name, value]) => `${name} ${attributeText(value)}`);
  const all = replaces ? 'All attributes' : 'Attributes';
  const text = `${all}: ${said.length === 0 ? 'none' : said.join(', ')}`;
  return outcome?.is === 'superseded' ? `${text}; nothing changed, a later statement was known` : text;
}

/** Whatever was learned of more than a day later says so: it explains why a decision came when it did. */
function laterText({ at, seenAt, silent }: CustomerEvent): string {
  if (silent === true) return ' (from an import)';
  return seenAt - at > DAY ? ` (learned of at ${minuteText(seenAt)})` : '';
}

const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  email: 'e-mail',
  sms: 'SMS',
  telegram: 'Telegram',
  push: 'push',
  mobile: 'mobile push',
};

/** Marketing is what consent mostly is about, and goes without saying. */
function messageWords(channel: Channel, purpose: Purpose): string {
  return purpose === 'marketing' ? CHANNEL_WORDS[channel] : `${purpose} by ${CHANNEL_WORDS[channel]}`;
}
