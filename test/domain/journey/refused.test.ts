import { describe, expect, test } from 'vitest';
import { standingsFrom } from '../../../domain/journey/evolve.ts';
import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { DAY, HOUR } from '../../../domain/time.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, aPurchase, NOON, occurrence, take } from '../../builders.ts';

const bought = (at: number, amount = 4_000) => occurrence(aPurchase({ at, amount }));
const staying: JourneyInput['steps'] = [{ id: 'week', type: 'wait', for: '7d' }];
const book = (enter: Partial<JourneyInput['enter']> = {}, steps = staying) =>
  aPlaybook([aJourney({ enter: { on: 'event', event: 'purchase', ...enter } as JourneyInput['enter'], steps })]);
const refusals = ({ facts }: ReturnType<typeof take>) =>
  facts.flatMap((fact) => (fact.what === 'refused' ? [fact.because] : []));

describe('who does not enter although what the journey waits for happened', () => {
  test('is told that they are inside already', () => {
    const inside = take(book(), aCustomer(), NOON, [bought(NOON)]);
    expect(refusals(inside)).toEqual([]);
    const again = take(book(), inside.state, NOON + HOUR, [bought(NOON + HOUR)]);
    expect(refusals(again)).toEqual(['inside']);
  });

  test('is told that they left too recently, until they may enter again', () => {
    const playbook = book({ again: '2d' }, [{ id: 'bye', type: 'stop', reason: 'done' }]);
    const { state } = take(playbook, aCustomer(), NOON, [bought(NOON)]);
    expect(refusals(take(playbook, state, NOON + DAY, [bought(NOON + DAY)]))).toEqual(['again']);
    expect(refusals(take(playbook, state, NOON + 2 * DAY, [bought(NOON + 2 * DAY)]))).toEqual([]);
  });

  test('is told that the condition does not hold, and of nothing where something else happened', () => {
    const playbook = book({ when: { field: 'event.amount', op: 'gte', value: 5_000 } });
    expect(refusals(take(playbook, aCustomer(), NOON, [bought(NOON)]))).toEqual(['condition']);
    expect(refusals(take(playbook, aCustomer(), NOON, [occurrence(anActivity({ at: NOON }))]))).toEqual([]);
    expect(refusals(take(playbook, aCustomer(), NOON, [bought(NOON, 5_000)]))).toEqual([]);
  });

  test('stands where they stood, by the state and by a fold over the facts', () => {
    const playbook = book({ when: { field: 'event.amount', op: 'gte', value: 5_000 } });
    const { state, facts } = take(playbook, aCustomer(), NOON, [bought(NOON)]);
    expect(state.journeys).toEqual({});
    expect(standingsFrom([{ at: NOON, facts }])).toEqual({});
  });

  test('of very many journeys is told of those with the highest priority', () => {
    const many = Array.from({ length: 30 }, (_, n) =>
      aJourney({
        id: `j-${n}`,
        priority: n,
        enter: { on: 'event', event: 'purchase', when: { field: 'event.amount', op: 'gte', value: 5_000 } },
        steps: staying,
      }),
    );
    const { facts } = take(aPlaybook(many), aCustomer(), NOON, [bought(NOON)]);
    expect(facts).toHaveLength(20);
    expect(facts[0]?.place.journey).toBe('j-29');
  });
});
