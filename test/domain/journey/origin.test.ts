import { describe, expect, test } from 'vitest';
import { journeyId, stepId } from '../../../domain/ids.schema.ts';
import { pinsOfOrigin, stepBehind } from '../../../domain/journey/origin.ts';
import { aJourney, aPlaybook } from '../../builders.ts';

const stop = (reason: string) => aJourney({ steps: [{ id: 'bye', type: 'stop', reason }] });
const book = aPlaybook([stop('first'), stop('second')]);
const origin = (version: number, step = 'bye', journey = 'greeting') =>
  ({
    by: 'journey',
    place: { journey: journeyId.parse(journey), version, enrolment: 1, step: stepId.parse(step), visit: 1 },
  }) as const;

describe('the step behind an effect', () => {
  test('is that of the version in which it was decided, whatever was published since', () => {
    expect(stepBehind(book, origin(1))).toMatchObject({ id: 'bye', reason: 'first' });
    expect(stepBehind(book, origin(2))).toMatchObject({ id: 'bye', reason: 'second' });
  });

  test('is unknown where the journey, its version or the step was never published', () => {
    expect(stepBehind(book, origin(3))).toBeUndefined();
    expect(stepBehind(book, origin(1, 'gone'))).toBeUndefined();
    expect(stepBehind(book, origin(1, 'bye', 'other'))).toBeUndefined();
  });

  test('is looked up in a playbook that holds its version', () => {
    expect(pinsOfOrigin(origin(1))).toEqual([expect.objectContaining({ journey: 'greeting', version: 1 })]);
  });
});
