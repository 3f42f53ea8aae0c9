import { expect, test } from 'vitest';
import { journeyId } from '../../../domain/ids.schema.ts';
import type { Occurrence } from '../../../domain/journey/triggers/index.ts';
import { journeysReading } from '../../../domain/journey/walk/open-journeys.ts';
import { aJourney, anActivity, aPlaybook, aPurchase, NOON, occurrence } from '../../builders.ts';

const playbook = aPlaybook([
  aJourney({ id: 'buyers', priority: 10, enter: { on: 'event', event: 'purchase' } }),
  aJourney({ id: 'viewers', priority: 30, enter: { on: 'event', event: 'view' } }),
  aJourney({ id: 'movers', priority: 20, enter: { on: 'move' } }),
  aJourney({ id: 'named', priority: 90, enter: { on: 'api' } }),
]);
const read = (...happened: readonly Occurrence[]) =>
  journeysReading(playbook, happened).map(({ definition }) => definition.id);

const bought = occurrence(aPurchase({ at: NOON }));
const moved: Occurrence = { kind: 'move', from: null, to: null, starts: true };
const askedInto = (journey: string): Occurrence => {
  const asked = { by: 'api', ref: 'a-request' } as const;
  return { kind: 'entry', journey: journeyId.parse(journey), asked, at: NOON, starts: true };
};

test('only those are asked that read what has happened', () => {
  expect(read(bought)).toEqual(['buyers']);
  expect(read(occurrence(anActivity({ at: NOON, type: 'view' })))).toEqual(['viewers']);
  expect(read(occurrence(anActivity({ at: NOON, type: 'purchases' })))).toEqual([]);
  expect(read(moved)).toEqual(['movers']);
});

test('whoever is asked in by name may come into that journey, whatever else lets in', () => {
  expect(read(askedInto('named'))).toEqual(['named']);
  expect(read(askedInto('viewers'))).toEqual(['viewers']);
  expect(read(askedInto('nowhere'))).toEqual([]);
});

test('of several that happen together, those are asked once that read any, the higher priority first', () => {
  expect(read(bought, moved, askedInto('named'), bought)).toEqual(['named', 'movers', 'buyers']);
});

test('what starts nothing lets in nobody', () => {
  expect(read({ ...bought, starts: false })).toEqual([]);
  expect(read({ ...bought, starts: false }, moved)).toEqual(['movers']);
});
