import type { EventRow } from '../db/events.ts';
import type { JournalRow } from '../db/journal.ts';
import type { SendRow } from '../db/sends.ts';
import type { TimelineRow } from '../db/timeline.ts';
import { eventType, type CustomerEvent } from '../domain/event.ts';
import type { SegmentTable } from '../domain/rfm/segment.ts';
import { DAY, isoTime, type Instant } from '../domain/time.ts';
import { amountText } from './amount.ts';
import { percent } from './explain.ts';
import { causeText, eventName, moveText, noteText, sendText, shownCause } from './sentences.ts';

/** One thing that happened, for people. */
export function timelineEntry(row: TimelineRow, currency: string, table: SegmentTable) {
  switch (row.kind) {
    case 'event':
      return eventEntry(row.event, currency);
    case 'decision':
      return decisionEntry(row.entry, table);
    case 'send':
      return sendEntry(row.send);
  }
}

function eventEntry({ event, data }: EventRow, currency: string) {
  const amount = event.kind === 'purchase' || event.kind === 'refund' ? { amount: event.amount } : {};
  const order = event.kind === 'refund' ? { order: eventName(event.order).id } : {};
  return {
    kind: 'event' as const,
    at: isoTime(event.at),
    text: eventText(event, currency),
    type: eventType(event),
    ...eventName(event.key),
    ...amount,
    ...order,
    ...(data ? { data } : {}),
  };
}

function eventText(event: CustomerEvent, currency: string): string {
  switch (event.kind) {
    case 'purchase':
      return `Bought for ${amountText(event.amount, currency)}`;
    case 'refund':
      return `${amountText(event.amount, currency)} of order ${eventName(event.order).id} refunded`;
    case 'activity':
      return `Event "${event.type}"`;
    case 'profile':
      return profileText(event);
    case 'summary':
      return `Summary: ${event.actions} actions worth ${amountText(event.monetary, currency)}, the last at ${isoTime(event.lastActionAt)}`;
  }
}

function profileText({ consent, timezone, address }: Extract<CustomerEvent, { kind: 'profile' }>): string {
  const said = consent && (consent.email ? 'consent to e-mail granted' : 'consent to e-mail withdrawn');
  const lives =
    timezone === undefined ? undefined : timezone === null ? 'time zone forgotten' : `time zone is ${timezone}`;
  const reached = address && (address.email ? 'e-mail address stored' : 'e-mail address forgotten');
  return `Profile: ${[said, lives, reached].filter((part) => part !== undefined).join(', ')}`;
}

function decisionEntry(entry: JournalRow, table: SegmentTable) {
  const { move, silence, returned } = entry;
  return {
    kind: 'decision' as const,
    at: isoTime(entry.at),
    text: decisionText(entry, table),
    segment: entry.segment,
    score: entry.score,
    ...(move ? { move: { from: move.from, to: move.to, cause: shownCause(move.cause) } } : {}),
    ...(silence ? { silence: silence.stage } : {}),
    ...(returned ? { returned: returned.map(({ stage, at }) => ({ stage, at: isoTime(at) })) } : {}),
    journeys: entry.journeys.map((note) => ({
      what: note.what,
      journey: note.journey,
      ...('step' in note ? { step: note.step } : {}),
      text: noteText(note),
    })),
    effects: entry.effects,
    playbook: entry.playbook,
  };
}

function decisionText({ move, silence, returned, events, journeys, score }: JournalRow, table: SegmentTable): string {
  const parts = [
    ...(move ? [`${moveText(move.from, move.to, table)}, ${causeText(move.cause)}`] : []),
    ...(silence ? [silenceText(silence)] : []),
    ...(returned ?? []).map(({ stage, back, at }) => `Came back ${daysBetween(at, back)} days after being ${stage}`),
    ...journeys.map(noteText),
  ];
  if (parts.length > 0) return parts.join('. ');
  const types = [...new Set(events.map(({ type }) => type))].join(', ');
  return types === '' ? `Score is now ${score ?? 'none'}` : `Took note of ${types}; score ${score ?? 'none'}`;
}

function silenceText({ stage, by, chance }: NonNullable<JournalRow['silence']>): string {
  const rule = {
    rhythm: 'by their own rhythm',
    'first-gap': 'longer than others took to come back',
    fixed: 'by fixed days',
  }[by];
  const odds = chance === undefined ? '' : `; chance of a purchase within 90 days ${percent(chance)}`;
  return `Silence: ${stage}, ${rule}${odds}`;
}

function daysBetween(from: Instant, to: Instant): number {
  return Math.round((to - from) / DAY);
}

function sendEntry(send: SendRow) {
  return {
    kind: 'send' as const,
    at: isoTime(send.at),
    text: sendText(send.state, send.reason),
    channel: send.channel,
    journey: send.journey,
    version: send.version,
    step: send.step,
    state: send.state,
    ...(send.reason === undefined ? {} : { reason: send.reason }),
  };
}
