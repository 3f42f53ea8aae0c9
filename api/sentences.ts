import type { AttributeValue } from '../domain/attributes/attributes.ts';
import { chainText } from './chain-sentences.ts';
import type { MoveCause } from '../domain/decision/decision.ts';
import { HELD_OUT } from '../domain/journey/definition/window.ts';
import { isOfChain } from '../domain/journey/chain-facts.ts';
import type { JourneyFact, LeaveReason, MeasuringFact, RefuseReason, SkipReason } from '../domain/journey/facts.ts';
import type { EventKey } from '../domain/keys.ts';
import { segmentName, type SegmentId, type SegmentTable } from '../domain/scoring/segment.ts';
import { isoTime, type Instant } from '../domain/time.ts';

/** Plain words for people; no row of the store is shown as it is. */
export function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : isoTime(at);
}

/** `2026-11-20 10:00 UTC` */
export function minuteText(at: Instant): string {
  return `${isoTime(at).slice(0, 16).replace('T', ' ')} UTC`;
}

/** The parts of `workspace:source:id` that clients know; an id may hold a colon itself. */
export function eventName(key: EventKey): { readonly source: string; readonly id: string } {
  const [, source = '', ...id] = key.split(':');
  return { source, id: id.join(':') };
}

/** Segments by their name today; by their id where the rules do not have them any more. */
export function moveText(from: SegmentId | null, to: SegmentId | null, table: SegmentTable): string {
  if (to === null) return `Left ${from ? segmentName(from, table) : 'every segment'}: no purchase counts any more`;
  return from
    ? `Moved from ${segmentName(from, table)} to ${segmentName(to, table)}`
    : `Is now ${segmentName(to, table)}`;
}

/** `is "gold"`, `is 12`, or that it is gone. */
export function attributeText(value: AttributeValue | null): string {
  return value === null ? 'is removed' : `is ${JSON.stringify(value)}`;
}

export function causeText(cause: MoveCause): string {
  switch (cause.by) {
    case 'event':
      return `because of a ${cause.type}`;
    case 'silence':
      return cause.because === 'recency'
        ? 'because of silence: the last purchase grew too old for its score'
        : 'because of silence: purchases left the rolling window';
    case 'rules':
      return `because of new rules (playbook ${cause.playbook})`;
  }
}

export function shownCause(cause: MoveCause) {
  const shown = { by: cause.by, text: causeText(cause) };
  switch (cause.by) {
    case 'event':
      return { ...shown, event: { ...eventName(cause.event), type: cause.type } };
    case 'silence':
      return { ...shown, because: cause.because };
    case 'rules':
      return { ...shown, playbook: cause.playbook };
  }
}

/** A fact that tells something by itself; the others only lead from one of these to the next. */
export type ToldFact = Exclude<JourneyFact, { readonly what: 'reached' | 'heard' | 'assigned' | 'earned' }>;

export function isTold(fact: JourneyFact): fact is ToldFact {
  return fact.what !== 'reached' && fact.what !== 'heard' && fact.what !== 'assigned' && fact.what !== 'earned';
}

function saidText({ said }: Extract<JourneyFact, { what: 'passed' }>): string {
  return said ? `: attribute ${said.name} ${attributeText(said.value)}` : '';
}

export function factText(fact: ToldFact): string {
  if (isOfLife(fact)) return lifeText(fact);
  if (isOfChain(fact)) return chainText(fact, SKIPPED);
  const { journey, version } = fact.place;
  switch (fact.what) {
    case 'entered':
      return `Entered ${journey} (version ${version})${forKey(fact)}`;
    case 'refused':
      return `Did not enter ${journey}${forKey(fact)}: ${REFUSED[fact.because]}`;
    case 'waiting':
      return waitingText(fact);
    case 'passed':
      return `Passed step ${fact.place.step} of ${journey}${fact.took === undefined ? '' : ` (${fact.took})`}${saidText(fact)}`;
    case 'skipped':
      return `Step ${fact.place.step} of ${journey} skipped because ${SKIPPED[fact.because]}`;
    case 'opened':
      return `Opened the message of step ${fact.place.step} of ${journey}`;
    case 'clicked':
      return `Clicked in the message of step ${fact.place.step} of ${journey}`;
    case 'left':
      return `Left ${journey}: ${leaveText(fact.because)}`;
    case 'converted':
      return `Reached the goal of ${journey}${inArm(fact)}`;
    case 'matured':
      return `The time to reach the goal of ${journey}${inArm(fact)} is over: ${fact.converted ? 'reached' : 'not reached'}`;
  }
}

function waitingText({ place: { journey, step }, waiting }: Extract<ToldFact, { readonly what: 'waiting' }>): string {
  if (waiting.for === 'quiet-hours' || waiting.for === 'priority') {
    return `Message of step ${step} of ${journey} held until ${minuteText(waiting.until)} because ${HELD[waiting.for]}`;
  }
  const where = `Waits at step ${step} of ${journey}`;
  if (waiting.for === 'reaction') return `${where} for a reaction until ${minuteText(waiting.until)}`;
  if (waiting.for === 'effect') return `${where} for the reply to a webhook until ${minuteText(waiting.until)}`;
  return waiting.until === null ? `${where} until something happens` : `${where} until ${minuteText(waiting.until)}`;
}

/** What has become of the journey around them. */
type LifeFact = Extract<ToldFact, { readonly what: 'paused' | 'resumed' | 'draining' | 'relocated' }>;

function isOfLife(fact: ToldFact): fact is LifeFact {
  return ['paused', 'resumed', 'draining', 'relocated'].includes(fact.what);
}

function lifeText(fact: LifeFact): string {
  const { journey, version } = fact.place;
  switch (fact.what) {
    case 'paused':
      return `Is held at step ${fact.place.step} of ${journey}, which is paused`;
    case 'resumed':
      return `Goes on at step ${fact.place.step} of ${journey}, which is no longer paused`;
    case 'draining':
      return fact.until === null
        ? `Has as long as it takes to finish version ${version} of ${journey}`
        : `Has until ${minuteText(fact.until)} to finish version ${version} of ${journey}: the next one waits for that`;
    case 'relocated':
      return relocatedText(fact);
  }
}

function relocatedText({ place, from }: Extract<ToldFact, { readonly what: 'relocated' }>): string {
  const where =
    from.step === place.step ? `stays at step ${place.step}` : `goes from step ${from.step} to ${place.step}`;
  return `Passed from version ${from.version} to version ${place.version} of ${place.journey}, and ${where}`;
}

function isHeldOut({ by, arm }: Pick<MeasuringFact, 'by' | 'arm'>): boolean {
  return by === 'entering' && arm === HELD_OUT;
}

function inArm(fact: MeasuringFact): string {
  if (fact.by === 'step') return ` after ${fact.place.step} (${fact.arm})`;
  return isHeldOut(fact) ? ' without having been inside' : '';
}

const HELD = { 'quiet-hours': 'of quiet hours', priority: 'a message of another journey went first' } as const;

function forKey({ key }: { readonly key?: string }): string {
  return key === undefined ? '' : ` for ${key}`;
}

const REFUSED: Readonly<Record<RefuseReason, string>> = {
  paused: 'it is paused',
  archived: 'it is archived',
  draining: 'its newest version waits for those inside of earlier ones',
  'held-out': 'they are held out, so that what it does can be measured',
  inside: 'they are inside already',
  again: 'they have been inside, and may not come again, or not yet',
  'too-many': 'they are inside as often as anybody may be at once',
  'no-key': 'nothing says which one it is about',
  condition: 'its condition does not hold of them',
  'not-live': 'it takes nobody',
  segment: 'it is bound to segments, and they are in none of these',
  loop: 'a step has asked them in before at this very instant',
};

/** Why a message was not sent, by what a step or an attempt found. */
export const SKIPPED: Readonly<Record<SkipReason, string>> = {
  capped: 'enough messages went out lately',
  'capped-by-channel': 'enough messages went out lately by this channel',
  'capped-by-category': 'enough messages of its category went out lately',
  'quiet-hours': 'quiet hours would have held it back for too long',
  'no-consent': 'there is no consent',
  'no-coupon': 'no coupon was granted',
  'not-reachable': 'there is no address',
  holdout: 'the customer is held out of all messages',
  'no-template': 'its template is not there, or says nothing to this customer',
  priority: 'a message of another journey went first',
};

function leaveText(reason: LeaveReason): string {
  switch (reason.by) {
    case 'end':
      return 'all steps are done';
    case 'stop':
      return reason.reason;
    case 'exit':
      return 'an exit took them out';
    case 'goal':
      return 'the goal was reached';
    case 'segment':
      return `they moved ${reason.to === null ? 'out of every segment' : `to ${reason.to}`}, and it is bound to others`;
    case 'step-gone':
      return 'their step no longer exists';
    case 'archived':
      return 'it was archived';
    case 'drained':
      return 'the time of its version was over';
    case 'relocated':
      return 'a newer version does not have their step, and lets whoever stands there go';
    case 'limit':
      return 'their way through it had no end: it took more steps at one instant than any journey may';
  }
}
