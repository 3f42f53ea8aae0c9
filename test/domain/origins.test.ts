import { expect, test } from 'vitest';
import { isOrigin } from '../../domain/input/origin.ts';
import { journeyId, stepId } from '../../domain/ids.schema.ts';
import { pinsOfOrigin, stepBehind } from '../../domain/journey/origin.ts';
import { aPlaybook } from '../builders.ts';

test.each([
  ['https://shop.example.com', true],
  ['http://127.0.0.1:3000', true],
  ['https://shop.example.com/', false],
  ['https://shop.example.com/page', false],
  ['https://', false],
  ['shop.example.com', false],
  ['null', false],
])('%s is an origin as a browser sends it: %s', (text, is) => {
  expect(isOrigin(text)).toBe(is);
});

const place = { journey: journeyId.parse('gone'), version: 1, enrolment: 1, step: stepId.parse('mail'), visit: 1 };

test('what a step decided is looked up in its own version, and nothing else needs one', () => {
  expect(pinsOfOrigin({ by: 'journey', place })).toEqual([place]);
  expect(pinsOfOrigin({ by: 'tier', fact: 1 })).toEqual([]);
  expect(pinsOfOrigin({ by: 'reward', fact: 1 })).toEqual([]);
  expect(stepBehind(aPlaybook(), { by: 'journey', place })).toBeUndefined();
});
