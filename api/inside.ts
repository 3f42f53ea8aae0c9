import type { JourneyDefinition, JourneyStep, Trigger } from '../domain/journey/definition.schema.ts';
import { insidersOf } from '../domain/journey/insiders.ts';
import type { Playbook } from '../domain/playbook.ts';
import { segmentName, type SegmentId } from '../domain/rfm/segment.ts';
import type { CustomerState, Waiting } from '../domain/state.ts';
import { isoTime } from '../domain/time.ts';
import { isoOrNull } from './sentences.ts';

/** Where a customer stands in each journey they are inside of, by the version they walk through. */
export function insideJourneys(state: CustomerState, playbook: Playbook) {
  return insidersOf(state.journeys, playbook)
    .map(({ id, enrolment, at }) => ({
      journey: id,
      name: at?.journey.definition.name ?? id,
      version: enrolment.version,
      entered: enrolment.enrolment,
      enteredAt: isoTime(enrolment.enteredAt),
      step: enrolment.step,
      since: isoTime(enrolment.since),
      waits: { for: waitText(at?.step, enrolment.waiting), until: isoOrNull(enrolment.waiting.until) },
      leavesOn: at ? exitsOf(at.journey.definition) : [],
    }))
    .toSorted((a, b) => (a.journey < b.journey ? -1 : 1));
}

function waitText(step: JourneyStep | undefined, waiting: Waiting): string {
  if (waiting.for === 'quiet-hours') return 'the end of quiet hours';
  if (step?.type !== 'wait' || step.until === undefined) return 'time to pass';
  const until = triggerText(step.until);
  return waiting.until === null ? until : `${until}, or time to pass`;
}

function exitsOf({ exit, goal }: JourneyDefinition): readonly string[] {
  return [...exit, ...(goal ? [goal] : [])].map(triggerText);
}

function triggerText(trigger: Trigger): string {
  switch (trigger.on) {
    case 'event':
      return `the event "${trigger.event}"${trigger.when ? ' under a condition' : ''}`;
    case 'move':
      return `a move${segmentsText('from', trigger.from)}${segmentsText('to', trigger.to)}`;
    case 'silence':
      return `silence: ${trigger.stage}`;
  }
}

function segmentsText(preposition: string, segments: readonly SegmentId[] | undefined): string {
  return segments ? ` ${preposition} ${segments.map(segmentName).join(' or ')}` : '';
}
