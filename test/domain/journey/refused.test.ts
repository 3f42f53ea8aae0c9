import { expect, test } from 'vitest';
import { standingsFrom } from '../../../domain/journey/evolve.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, aPurchase, NOON, occurrence, take } from '../../builders.ts';

const dear = { field: 'event.amount', op: 'gte', value: 5_000 } as const;
const wanting = (id: string, priority = 50) =>
  aJourney({
    id,
    priority,
    enter: { on: 'event', event: 'purchase', when: dear },
    steps: [{ id: 'week', type: 'wait', for: '7d' }],
  });
const refusals = ({ facts }: ReturnType<typeof take>) =>
  facts.flatMap((fact) => (fact.what === 'refused' ? [[fact.place.journey, fact.because]] : []));

test('somebody whose event a journey waits for, and for whom its condition does not hold, is told so', () => {
  const playbook = aPlaybook([wanting('dear')]);
  const found = take(playbook, aCustomer(), NOON, [occurrence(aPurchase({ at: NOON }))]);
  expect(refusals(found)).toEqual([['dear', 'condition']]);
  expect(found.state.journeys).toEqual({});
  expect(standingsFrom([{ at: NOON, facts: found.facts }])).toEqual({});
  expect(refusals(take(playbook, aCustomer(), NOON, [occurrence(anActivity({ at: NOON }))]))).toEqual([]);
  expect(refusals(take(playbook, aCustomer(), NOON, [occurrence(aPurchase({ at: NOON, amount: 5_000 }))]))).toEqual([]);
});

test('of very many such journeys those with the highest priority are told of', () => {
  const many = Array.from({ length: 30 }, (_, n) => wanting(`j-${n}`, n));
  const found = refusals(take(aPlaybook(many), aCustomer(), NOON, [occurrence(aPurchase({ at: NOON }))]));
  expect(found).toHaveLength(20);
  expect(found[0]).toEqual(['j-29', 'condition']);
});
