import { expect, test } from 'vitest';
import { roomProblems } from '../../publishing/journey-room.ts';
import { aJourney, aPlaybook } from '../builders.ts';

/** Ten journeys, each of which asks for so many views of a page of its own. */
function asking(times: number) {
  return Array.from({ length: 10 }, (_, n) => {
    const when = { did: 'view', times, when: { field: 'event.page', op: 'eq' as const, value: `p${n}` } };
    return aJourney({ id: `asks-${n}`, name: `Asks ${n}`, enter: { on: 'event', event: 'view', when } });
  });
}

test('what is asked of customers over all journeys has an end, and asking the same again costs nothing', () => {
  const book = aPlaybook(asking(100));
  const again = aJourney({
    id: 'again',
    enter: {
      on: 'event',
      event: 'view',
      when: { did: 'view', times: 99, when: { field: 'event.page', op: 'eq', value: 'p3' } },
    },
  });
  const more = aJourney({ id: 'more', name: 'More', enter: { on: 'event', event: 'view', when: { did: 'purchase' } } });
  expect(roomProblems(again, book)).toEqual([]);
  expect(roomProblems(more, book)).toEqual([
    {
      code: 'too-much-asked',
      path: '',
      message:
        'with "More", conditions on what customers did need 1001 instants of each of them, and at most 1000 are kept; ask for fewer times',
    },
  ]);
  expect(roomProblems(more, aPlaybook(asking(99)))).toEqual([]);
});
