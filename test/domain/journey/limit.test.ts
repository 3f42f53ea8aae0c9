import { expect, test } from 'vitest';
import { factText, isTold } from '../../../api/sentences.ts';
import type { JournalEntry } from '../../../domain/decision/decision.ts';
import type { LeaveReason } from '../../../domain/journey/facts.ts';
import { stepId } from '../../../domain/ids.schema.ts';
import { SEVEN_SEGMENTS } from '../../../domain/scoring/presets/seven-segments.ts';
import { toldEntry } from '../../../domain/words/entry-line.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, NOON, occurrence, take } from '../../builders.ts';

/** Round and round without a wait: validation refuses it, so it is made of one that is sound. */
function endless() {
  const sound = aJourney({
    id: 'endless',
    enter: { on: 'event', event: 'view' },
    steps: [
      { id: 'look', type: 'branch', paths: [{ when: { field: 'score.r', op: 'gte', value: 9 }, next: 'pause' }] },
      { id: 'pause', type: 'wait', for: '1h', next: 'look' },
    ],
  });
  const steps = sound.steps.map((step) => (step.type === 'branch' ? { ...step, next: step.id } : step));
  return { ...sound, steps };
}

const LOOK = stepId.parse('look');

const entry = (because: LeaveReason): JournalEntry => ({
  seq: 1,
  at: NOON,
  playbook: 1,
  events: [],
  score: null,
  segment: null,
  facts: [{ what: 'left', place: { journey: endless().id, version: 1, enrolment: 1, step: LOOK, visit: 1 }, because }],
  effects: [],
});

test('a walk that has no end is ended by a bound of ours, and nobody takes it for a stop of the marketer', () => {
  const { facts } = take(aPlaybook([endless()]), aCustomer(), NOON, [occurrence(anActivity({ at: NOON }))]);
  const [left] = facts.filter(isTold).filter(({ what }) => what === 'left');
  expect(left).toMatchObject({ place: { journey: 'endless' }, because: { by: 'limit' } });
  expect(left && factText(left)).toMatch(/^Left endless: .*more steps at one instant than any journey may$/);
  expect(toldEntry(entry({ by: 'limit' }), SEVEN_SEGMENTS)).toBe(
    'a deadline; leaves endless (more steps at one instant than a journey may take)',
  );
});

test('what 0.3.0 wrote of it is told in its words', () => {
  const before = { by: 'stop', reason: 'more than 200 steps at one instant' } as const;
  expect(toldEntry(entry(before), SEVEN_SEGMENTS)).toBe(
    'a deadline; leaves endless (more than 200 steps at one instant)',
  );
});
