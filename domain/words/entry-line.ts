import { nothingBecause, type Noted } from '../events/outcome.ts';
import type { JournalEntry, Move } from '../decision/decision.ts';
import type { JourneyFact, LeaveReason, StepPlace } from '../journey/facts.ts';
import { HELD_OUT } from '../journey/definition/window.ts';
import type { EffectKind } from '../effect.ts';
import { eventIdOf } from '../keys.ts';
import { entriesOf } from '../own.ts';
import { segmentName, type SegmentTable } from '../scoring/segment.ts';

/** Of one kind; more are counted. */
const MOST_NAMED = 3;

/**
 * What one instant took and brought, in one line: `purchase order:1001; Loyal → Champions; enters champions-thanks`.
 * Ids and names of definitions only, no personal data.
 */
export function toldEntry(entry: JournalEntry, table: SegmentTable): string {
  return [
    causeOf(entry),
    ...(entry.move ? [toldMove(entry.move, table)] : []),
    ...(entry.silence ? [`now ${entry.silence.stage}`] : []),
    ...toldAudiences(entry, 'entered', 'now in'),
    ...toldAudiences(entry, 'left', 'no longer in'),
    ...toldFacts('enters', entry.facts, 'entered', ({ place }) => place.journey),
    ...toldFacts('is held out of', heldOut(entry.facts), 'assigned', ({ place }) => place.journey),
    ...toldFacts('converts in', entry.facts, 'converted', ({ place }) => place.journey),
    ...toldFacts('leaves', entry.facts, 'left', ({ place, because }) => `${place.journey} (${leftBy(because)})`),
    ...toldFacts('refuses', entry.facts, 'refused', ({ place, because }) => `${place.journey} (${because})`),
    ...toldFacts(
      'skips',
      entry.facts,
      'skipped',
      ({ place, because }) => `${place.step} of ${place.journey} (${because})`,
    ),
    ...toldFacts('opened', entry.facts, 'opened', ({ place }) => messageOf(place)),
    ...toldFacts('clicked', entry.facts, 'clicked', ({ place }) => messageOf(place)),
    ...toldEffects(entry),
  ].join('; ');
}

function causeOf({ events, move }: JournalEntry): string {
  if (events.length > 0) return named(events.map(nameOf));
  if (move?.cause.by === 'rules') return `new rules, playbook ${move.cause.playbook}`;
  return move ? 'silence' : 'a deadline';
}

/** `refund r-1 (waits for its order)`; the ids of changes of profile and of entries are ours and say little. */
function nameOf({ key, type, outcome }: Noted): string {
  return `${type === 'profile' || type === 'entry' ? type : `${type} ${eventIdOf(key)}`}${nothingBecause(outcome)}`;
}

function toldMove({ from, to }: Move, table: SegmentTable): string {
  const name = (segment: Move['from']) => (segment === null ? 'nowhere' : segmentName(segment, table));
  return `${name(from)} → ${name(to)}`;
}

function toldAudiences({ audiences = [] }: JournalEntry, is: 'entered' | 'left', verb: string): string[] {
  const told = audiences.flatMap((change) => (change.is === is ? [change.audience] : []));
  return told.length === 0 ? [] : [`${verb} ${named(told)}`];
}

function toldFacts<What extends JourneyFact['what']>(
  verb: string,
  facts: readonly JourneyFact[],
  what: What,
  tell: (fact: Extract<JourneyFact, { readonly what: What }>) => string,
): string[] {
  const isOne = (fact: JourneyFact): fact is Extract<JourneyFact, { readonly what: What }> => fact.what === what;
  const told = facts.filter(isOne).map(tell);
  return told.length === 0 ? [] : [`${verb} ${named(told)}`];
}

function heldOut(facts: readonly JourneyFact[]): readonly JourneyFact[] {
  return facts.filter((fact) => fact.what === 'assigned' && fact.by === 'entering' && fact.arm === HELD_OUT);
}

function messageOf({ journey, step }: StepPlace): string {
  return `${step} of ${journey}`;
}

function leftBy(because: LeaveReason): string {
  if (because.by === 'limit') return 'more steps at one instant than a journey may take';
  return because.by === 'stop' ? because.reason : because.by;
}

/** What each kind of effect is asked for as. */
const ASKED: Readonly<Record<EffectKind, string>> = {
  sendMessage: 'message',
  showPlacement: 'placement',
  callWebhook: 'webhook call',
  changeTier: 'change of tier',
  grantCoupon: 'coupon',
  tellReferrer: 'word to who brought them',
};

function toldEffects({ effects }: JournalEntry): string[] {
  const asked = entriesOf(ASKED).flatMap(([kind, what]) => {
    const count = effects.filter((effect) => effect.kind === kind).length;
    return count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`];
  });
  return asked.length === 0 ? [] : [`asks for ${asked.join(' and ')}`];
}

function named(texts: readonly string[]): string {
  const more = texts.length - MOST_NAMED;
  return [...texts.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
