import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { journeyId, segmentId } from '../../domain/ids.schema.ts';
import { entriesOf, own } from '../../domain/own.ts';
import { capOf } from '../../domain/policy/caps.ts';
import { DEFAULT_POLICIES } from '../../domain/policy/policies.ts';
import { HOUR } from '../../domain/time.ts';
import { aCustomer, aJourney, anActivity, aPlaybook, NOON, occurrence, take } from '../builders.ts';

const INHERITED = Object.getOwnPropertyNames(Object.prototype);

describe('own', () => {
  test.each(INHERITED)('finds no %s where none was put', (name) => {
    const empty: Readonly<Record<string, unknown>> = {};
    expect(own(empty, name)).toBeUndefined();
  });

  test('finds whatever was put, as JSON gives it back', () => {
    const names = fc.oneof(fc.constantFrom(...INHERITED), fc.string());
    fc.assert(
      fc.property(fc.uniqueArray(names), (keys) => {
        const object: Readonly<Record<string, number>> = JSON.parse(
          `{${keys.map((key, place) => `${JSON.stringify(key)}:${place}`).join(',')}}`,
        );
        for (const [place, key] of keys.entries()) expect(own(object, key)).toBe(place);
        expect(new Map(entriesOf(object))).toEqual(new Map(keys.map((key, place) => [key, place])));
      }),
    );
  });
});

describe('what is called as something that every object has', () => {
  const id = 'constructor';

  test('is a journey, a step of a loop and a slot like any other', () => {
    const round = aJourney({
      id,
      enter: { on: 'event', event: id },
      steps: [
        { id, type: 'place', placement: 'banner', slot: id, title: 'Hello', body: 'x' },
        { id: 'pause', type: 'wait', for: '2h', next: id },
      ],
    });
    const playbook = aPlaybook([round]);
    const first = take(playbook, aCustomer(), NOON, [occurrence(anActivity({ type: id }))]);
    // As a run's history and the store give it back.
    const stored: typeof first.state = JSON.parse(JSON.stringify(first.state));
    const second = take(playbook, stored, NOON + 2 * HOUR);
    const visits = [...first.effects, ...second.effects].map(({ key }) => key.split(':').at(-1));
    expect(visits).toEqual(['1', '2']);
    expect(own(second.state.journeys, journeyId.parse(id))).toMatchObject({
      entered: 1,
      enrolments: [{ is: 'inside', step: 'pause' }],
    });
  });

  test('is a segment without a cap of its own', () => {
    expect(capOf(DEFAULT_POLICIES, segmentId.parse(id))).toEqual(DEFAULT_POLICIES.otherwise);
    const withCap = {
      ...DEFAULT_POLICIES,
      caps: { ...DEFAULT_POLICIES.caps, [segmentId.parse(id)]: { messages: 9, days: 9 } },
    };
    expect(capOf(withCap, segmentId.parse(id))).toEqual({ messages: 9, days: 9 });
  });
});
