import type { JourneyDefinition, JourneyStep, Trigger } from '../../domain/journey/definition/definition.schema.ts';
import { awaitedBy } from '../../domain/journey/steps/waits/any-of.ts';
import { insidersOf } from '../../domain/journey/walk/insiders.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { PoolId, TierId } from '../../domain/ids.schema.ts';
import { segmentName, type SegmentId, type SegmentTable } from '../../domain/scoring/segment.ts';
import type { Inside } from '../../domain/journey/standing.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import { isoTime } from '../../domain/time.ts';
import { isoOrNull } from '../sentences.ts';

/** Where a customer stands in each journey they are inside of, by the version they walk through. */
export function insideJourneys(state: CustomerState, playbook: Playbook) {
  const table = playbook.scoring.segments;
  return insidersOf(state.journeys, playbook)
    .map(({ id, inside, at }) => ({
      journey: id,
      name: at?.journey.definition.name ?? id,
      version: inside.version,
      entered: inside.enrolment,
      ...(inside.key === undefined ? {} : { key: inside.key }),
      ...(inside.entry === undefined ? {} : { entry: inside.entry }),
      enteredAt: isoTime(inside.enteredAt),
      step: inside.step,
      since: isoTime(inside.since),
      waits: {
        for: waitText(at?.here.step, inside, table),
        is: inside.held ? ('paused' as const) : inside.waiting.for,
        ...(at?.here.step.type === 'wait' ? { step: at.here.step } : {}),
        until: isoOrNull(inside.held ? null : inside.waiting.until),
      },
      leavesOn: at ? exitsOf(at.journey.definition, table) : [],
      leaves: at ? leavesOf(at.journey.definition) : { on: [] },
    }))
    .toSorted((a, b) => (a.journey === b.journey ? a.entered - b.entered : a.journey < b.journey ? -1 : 1));
}

function waitText(step: JourneyStep | undefined, { waiting, held }: Inside, table: SegmentTable): string {
  if (held) return 'the journey to go on: it is paused';
  if (waiting.for === 'quiet-hours') return 'the end of quiet hours';
  if (waiting.for === 'effect') return 'the reply to a webhook, or time to pass';
  if (waiting.for === 'reaction') return 'a reaction to a message, or time to pass until the next channel';
  if (waiting.for === 'priority') return 'the message of another journey, which goes first';
  if (step?.type !== 'wait') return 'time to pass';
  const awaited = awaitedBy(step).map(({ wanted }) =>
    'on' in wanted ? triggerText(wanted, table) : 'a condition to hold',
  );
  return [...awaited, ...(waiting.until === null ? [] : [timeText(step)])].join(', or ');
}

function timeText({ at, date, bestHour }: Extract<JourneyStep, { type: 'wait' }>): string {
  if (date) return `the date of their attribute "${date.attribute}"`;
  if (bestHour) return 'the hour in which they act most';
  return at ? `${at.time} by their clock${at.weekdays ? ` on ${at.weekdays.join(' or ')}` : ''}` : 'time to pass';
}

function exitsOf({ exit, goal, bound }: JourneyDefinition, table: SegmentTable): readonly string[] {
  const ends = [...exit, ...(goal ? [goal] : [])].map((trigger) => triggerText(trigger, table));
  return bound ? [...ends, `a move out of ${bound.map((id) => segmentName(id, table)).join(' and ')}`] : ends;
}

function leavesOf({ exit, goal, bound }: JourneyDefinition) {
  return { on: [...exit, ...(goal ? [goal] : [])], ...(bound ? { bound } : {}) };
}

function triggerText(trigger: Trigger, table: SegmentTable): string {
  switch (trigger.on) {
    case 'event':
      return `the event "${trigger.event}"${trigger.when ? ' under a condition' : ''}`;
    case 'move':
      return `a move${segmentsText('from', trigger.from, table)}${segmentsText('to', trigger.to, table)}`;
    case 'silence':
      return `silence: ${trigger.stage}`;
    case 'audience':
      return `${trigger.is === 'entered' ? 'entering' : 'leaving'} the audience "${trigger.audience}"`;
    case 'tier':
      return tierText(trigger);
    case 'quest':
      return `${QUEST_TEXT[trigger.is]} ${trigger.quest}${trigger.milestone === undefined ? '' : `: ${trigger.milestone}`}`;
    case 'badge':
      return `the badge ${trigger.badge}`;
    case 'referral':
      return REFERRAL_TEXT[trigger.is];
    case 'expiring':
      return `the coming end of ${trigger.what === 'points' ? 'points' : couponText(trigger.pool)}`;
  }
}

function couponText(pool: PoolId | undefined): string {
  return pool === undefined ? 'a coupon' : `a coupon of the pool ${pool}`;
}

const REFERRAL_TEXT: Readonly<Record<Extract<Trigger, { on: 'referral' }>['is'], string>> = {
  came: 'having been brought by another customer',
  bought: 'the first order of somebody who was brought',
  rewarded: 'the reward for having been brought',
  brought: 'the first order of somebody whom they brought',
};

const TIER_CHANGES = {
  up: 'a higher tier',
  down: 'the loss of a tier',
  warned: 'a warning that a tier will be lost',
} as const;

const QUEST_TEXT: Readonly<Record<Extract<Trigger, { on: 'quest' }>['is'], string>> = {
  progressed: 'progress in the quest',
  milestone: 'a milestone of the quest',
  completed: 'the end of the quest',
  ending: 'the coming end of the time of the quest',
  expired: 'the end of the time of the quest',
};

function tierText({ changed, from, to }: Extract<Trigger, { on: 'tier' }>): string {
  const named = (preposition: string, tiers: readonly TierId[] | undefined) =>
    tiers ? ` ${preposition} ${tiers.join(' or ')}` : '';
  return `${TIER_CHANGES[changed]}${named('from', from)}${named('to', to)}`;
}

function segmentsText(preposition: string, segments: readonly SegmentId[] | undefined, table: SegmentTable): string {
  return segments ? ` ${preposition} ${segments.map((id) => segmentName(id, table)).join(' or ')}` : '';
}
