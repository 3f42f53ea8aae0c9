import { expect, test } from 'vitest';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import type { JourneyFact } from '../../../domain/journey/facts.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, NOON, occurrence, take } from '../../builders.ts';

const enter = { on: 'event', event: 'view' } as const;
const goal = { on: 'event', event: 'click' } as const;
const wait = { id: 'a-while', type: 'wait', for: '2d' } as const;
const toast = { id: 'toast', type: 'place', placement: 'toast', slot: 'corner', title: 'T', body: 'B' } as const;

const walk = (steps: JourneyInput['steps']) => {
  const playbook = aPlaybook([aJourney({ enter, goal, steps })]);
  return { playbook, ...take(playbook, aCustomer(), NOON, [occurrence(anActivity({ at: NOON }))]) };
};
const stays = (facts: readonly JourneyFact[]) =>
  facts.flatMap((fact) => ('after' in fact && 'step' in fact.place ? [[fact.what, fact.place.step, fact.after]] : []));

test('whoever waited at a step is told with how long, once, and whoever did not, without', () => {
  const { playbook, state, facts } = walk([toast, wait]);
  expect(stays(facts)).toEqual([]);
  const after = take(playbook, state, NOON + 2 * DAY);
  expect(after.facts.map(({ what }) => what)).toEqual(['passed', 'left']);
  expect(stays(after.facts)).toEqual([['passed', 'a-while', 2 * DAY]]);
});

test('whoever leaves from a wait has stood there so long; a wait that was over before it began took no time', () => {
  const { playbook, state } = walk([wait, toast]);
  const left = take(playbook, state, NOON + HOUR, [occurrence(anActivity({ type: 'click', at: NOON + HOUR }))]);
  expect(stays(left.facts)).toEqual([['left', 'a-while', HOUR]]);
  const until = { on: 'event', event: 'signup' } as const;
  const heard = walk([wait, { id: 'signed', type: 'wait', until, for: '9d' }, toast]);
  const signed = occurrence(anActivity({ type: 'signup', at: NOON + HOUR }));
  const before = take(heard.playbook, heard.state, NOON + HOUR, [signed]);
  const after = take(heard.playbook, before.state, NOON + 2 * DAY);
  expect(stays(after.facts)).toEqual([['passed', 'a-while', 2 * DAY]]);
});
