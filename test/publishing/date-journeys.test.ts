import { expect, test } from 'vitest';
import { journeyPart } from '../../publishing/journey-part.ts';
import { aJourney } from '../builders.ts';

const plain = aJourney();
const byDate = aJourney({ enter: { on: 'date', attribute: 'birthday', every: 'year' } });

test('a journey that goes by dates concerns whoever has to wake for it, and no longer has to', () => {
  const part = journeyPart(
    async () => [],
    async () => [],
  );
  expect(part.concerns(byDate, undefined)).toBe('wakes');
  expect(part.concerns(plain, byDate)).toBe('wakes');
  expect(part.concerns(plain, undefined)).toBe('newcomers');
});
