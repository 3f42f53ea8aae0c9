import type { JourneyInput } from '../../../domain/journey/definition/definition.schema.ts';
import { aJourney, anActivity, aPlaybook, aPurchase, NOON, occurrence } from '../../builders.ts';

// The journey that rules of walking are told by: whoever views enters, and a purchase matters.
export const toast = (id: string, more: object = {}) =>
  ({ id, type: 'place', placement: 'toast', slot: 'corner', title: 'T', body: 'B', ...more }) as const;
export const purchase = { on: 'event', event: 'purchase' } as const;
export const aDay = { id: 'a-day', type: 'wait', for: '1d' } as const;

export const viewed = (at = NOON) => occurrence(anActivity({ at }));
export const bought = (at = NOON) => occurrence(aPurchase({ at }));
export const book = (given: Partial<JourneyInput>) =>
  aPlaybook([aJourney({ enter: { on: 'event', event: 'view' }, ...given })]);
export const greeting = aJourney().id;
