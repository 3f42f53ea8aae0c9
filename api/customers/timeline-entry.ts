import type { EventRow } from '../../db/events/events.ts';
import type { JournalRow } from '../../db/events/journal.ts';
import type { EffectRow } from '../../db/messaging/effects.ts';
import type { EffectOutcomes, TimelineRow } from '../../db/events/timeline.ts';
import type { AudienceChange } from '../../domain/audience/memberships.ts';
import type { Money } from '../../domain/currency.ts';
import type { Channel } from '../../domain/channels/channel.ts';
import type { DecidedEffect, JourneyEffectKind } from '../../domain/effect.ts';
import { eventType } from '../../domain/events/event.ts';
import type { JourneyId, StepId } from '../../domain/ids.schema.ts';
import { noteOf, type Outcome } from '../../domain/events/outcome.ts';
import type { SegmentTable } from '../../domain/scoring/segment.ts';
import { DAY, isoTime, type Instant } from '../../domain/time.ts';
import { loyaltyFactView, loyaltyText } from '../loyalty/loyalty-fact.ts';
import { effectText, messageState, messageText, standingOf } from './effect-text.ts';
import { namedFact, namedMessage, type FactNamed } from './fact-named.ts';
import { namedEvent } from './event-named.ts';
import { eventText } from './event-text.ts';
import { notGranted, tookNote } from './in-vain.ts';
import { percent } from './silence-text.ts';
import { causeText, eventName, factText, isTold, moveText, shownCause, type ToldFact } from '../sentences.ts';

/** What a timeline is told with. */
interface Told {
  readonly money: Money;
  readonly table: SegmentTable;
  readonly outcomes: EffectOutcomes;
}

/** One thing that happened, for people. */
export function timelineEntry(row: TimelineRow, told: Told) {
  switch (row.kind) {
    case 'event':
      return eventEntry(row.event, row.outcome, told.money);
    case 'decision':
      return decisionEntry(row.entry, told);
    case 'send':
      return sendEntry(row.send);
  }
}

function eventEntry({ event, data }: EventRow, outcome: Outcome | undefined, money: Money) {
  const amount = event.kind === 'purchase' || event.kind === 'refund' ? { amount: event.amount } : {};
  const order = event.kind === 'refund' ? { order: eventName(event.order).id } : {};
  const named = namedEvent(event);
  return {
    kind: 'event' as const,
    at: isoTime(event.at),
    text: eventText(event, outcome, money),
    type: eventType(event),
    ...eventName(event.key),
    about: event.kind,
    ...(event.kind === 'entry' ? { asked: { journey: event.journey, by: event.by } } : {}),
    ...learnedOf(event),
    ...amount,
    ...order,
    ...(outcome ? { outcome } : {}),
    ...(data ? { data } : {}),
    ...(named === null ? {} : { named }),
  };
}

/** Whatever was learned of more than a day later says so. */
function learnedOf({ at, seenAt, silent }: EventRow['event']) {
  if (silent === true) return { imported: true as const };
  return seenAt - at > DAY ? { learnedAt: isoTime(seenAt) } : {};
}

function decisionEntry(entry: JournalRow, { table, outcomes }: Told) {
  const { move, silence, returned } = entry;
  const coupons = notGranted(entry, outcomes);
  const notes = entry.facts.filter(isTold).map((fact) => toldFact(fact, entry.effects, outcomes));
  return {
    kind: 'decision' as const,
    at: isoTime(entry.at),
    text: decisionText(entry, table, [...notes, ...coupons]),
    segment: entry.segment,
    score: entry.score,
    ...(move ? { move: { from: move.from, to: move.to, cause: shownCause(move.cause) } } : {}),
    ...(silence ? { silence: silence.stage, silenceBy: silenceBy(silence) } : {}),
    ...(coupons.length > 0
      ? { others: coupons.map(({ text }) => text), notGranted: coupons.map(({ because }) => because) }
      : {}),
    noted: [...new Set(entry.events.map(noteOf))],
    took: tookNote(entry),
    ...(returned
      ? { returned: returned.map(({ stage, at, back }) => ({ stage, at: isoTime(at), days: daysBetween(at, back) })) }
      : {}),
    ...(entry.audiences ? { audiences: entry.audiences } : {}),
    ...(entry.loyalty ? { loyalty: entry.loyalty.map((fact) => loyaltyFactView(fact, entry.at)) } : {}),
    journeys: notes,
    effects: entry.effects.map(({ kind, key }) => ({ kind, key })),
    playbook: entry.playbook,
  };
}

function silenceBy({ by, chance }: NonNullable<JournalRow['silence']>) {
  return { by, ...(chance === undefined ? {} : { chance }) };
}

interface Said {
  readonly what: ToldFact['what'] | NonNullable<ReturnType<typeof effectText>>['what'];
  readonly journey: JourneyId;
  readonly step?: StepId;
  readonly text: string;
  readonly named?: FactNamed;
}

/** A step that decided a message is told by what became of it: to be passed says nothing of that. */
function toldFact(fact: ToldFact, effects: readonly DecidedEffect[], outcomes: EffectOutcomes): Said {
  const { journey } = fact.place;
  const told = { text: factText(fact), named: namedFact(fact) };
  if (fact.what === 'entered' || fact.what === 'left' || fact.what === 'refused') {
    return { what: fact.what, journey, ...told };
  }
  if ('arm' in fact && fact.by === 'entering') return { what: fact.what, journey, ...told };
  const { step } = fact.place;
  const plain = { what: fact.what, journey, step, ...told };
  if (fact.what !== 'passed' && fact.what !== 'attempted') return plain;
  // The end of a chain says nothing of the message that went out before it.
  const chosen = fact.what === 'attempted' ? fact.channel : undefined;
  const effect = effects.find((one) => isOf(one, journey, step, chosen));
  if (!effect || !isOfStep(effect.kind)) return plain;
  const known = knownOf(effect, outcomes);
  const became = effectText(effect.kind, fact.place, known);
  if (became === null) return plain;
  // Why a placement was not shown, and some messages failed, has only its sentence.
  const parts = effect.kind === 'sendMessage' ? namedMessage(known) : null;
  const isFirst = fact.what !== 'attempted';
  return {
    what: became.what,
    journey,
    step,
    text: isFirst ? became.text : `${plain.text}. ${became.text}`,
    ...(parts === null ? {} : { named: isFirst ? parts : { ...plain.named, ...parts } }),
  };
}

function isOfStep(kind: DecidedEffect['kind']): kind is JourneyEffectKind {
  return kind !== 'changeTier' && kind !== 'grantCoupon' && kind !== 'tellReferrer';
}

function isOf({ origin }: DecidedEffect, journey: JourneyId, step: StepId, channel: Channel | undefined): boolean {
  if (origin.by !== 'journey' || origin.channel !== channel) return false;
  return origin.place.journey === journey && origin.place.step === step;
}

function decisionText(
  { move, silence, returned, audiences, loyalty, events, score }: JournalRow,
  table: SegmentTable,
  notes: readonly { readonly text: string }[],
): string {
  const parts = [
    ...(move ? [`${moveText(move.from, move.to, table)}, ${causeText(move.cause)}`] : []),
    ...(silence ? [silenceText(silence)] : []),
    ...(returned ?? []).map(({ stage, back, at }) => `Came back ${daysBetween(at, back)} days after being ${stage}`),
    ...(audiences ?? []).map(audienceText),
    ...(loyalty ?? []).map(loyaltyText),
    ...notes.map(({ text }) => text),
  ];
  if (parts.length > 0) return parts.join('. ');
  const types = [...new Set(events.map(noteOf))].join(', ');
  return types === '' ? `Score is now ${score ?? 'none'}` : `Took note of ${types}; score ${score ?? 'none'}`;
}

function audienceText({ audience, is }: AudienceChange): string {
  return `${is === 'entered' ? 'Entered' : 'Left'} the audience ${audience}`;
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

function knownOf({ key }: DecidedEffect, outcomes: EffectOutcomes) {
  const row = outcomes.get(key);
  return row && ('about' in row ? standingOf(row) : row);
}

function sendEntry(send: EffectRow<'sendMessage'>) {
  const { journey, version, step } = send.origin.place;
  const standing = standingOf(send);
  const { channel, template } = send.about;
  const which =
    template === undefined ? '' : `: ${template.variant} of template ${template.id}, in ${template.language}`;
  return {
    kind: 'send' as const,
    at: isoTime(send.at),
    text: `${messageText(standing)}${which}`,
    channel,
    ...(template === undefined ? {} : { template }),
    journey,
    version,
    step,
    // Named one by one: what a provider answered is said by the text, and no part of the reply.
    ...(standing.taken === undefined ? {} : { taken: standing.taken }),
    state: messageState(standing.state),
    ...(standing.reason === undefined ? {} : { reason: standing.reason }),
  };
}
