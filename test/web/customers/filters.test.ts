import { describe, expect, test } from 'vitest';
import {
  FILTERS,
  queryOf,
  readFilters,
  readSorting,
  targetOf,
  withFilter,
} from '../../../web/screens/customers/filters.ts';
import { readMoveQuestion } from '../../../web/screens/customers/move-question.ts';

const ZONE = 'Europe/Berlin';
const filters = (address: string) => readFilters(new URLSearchParams(address));

describe('the filters of a list of customers', () => {
  test('stand in the address, and nothing else of it counts', () => {
    expect([...filters('segment=at-risk&r=5&nonsense=1&f=')]).toEqual([
      ['segment', 'at-risk'],
      ['r', '5'],
    ]);
    expect(withFilter(new URLSearchParams('r=5&sort=id'), 'r', '').toString()).toBe('sort=id');
    expect(withFilter(new URLSearchParams('sort=id'), 'segment', 'lost').toString()).toBe('sort=id&segment=lost');
  });

  test('are asked as the API calls them, with days that begin and end where the workspace is', () => {
    const sorting = { by: 'revenue', order: 'desc' } as const;
    expect(queryOf(filters('day=2026-06-10&boughtSince=2026-03-29&boughtUntil=2026-03-29'), sorting, ZONE)).toEqual({
      silentOn: '2026-06-10',
      // The clock goes forward that night: a day of 23 hours.
      boughtSince: '2026-03-28T23:00:00.000Z',
      boughtUntil: '2026-03-29T21:59:59.999Z',
      sort: 'revenue',
      order: 'desc',
    });
    expect(queryOf(filters('silentUntil=2026-06-10T09:00:00.000Z'), sorting, ZONE)).toMatchObject({
      silentUntil: '2026-06-10T09:00:00.000Z',
    });
    for (const name of FILTERS) {
      expect(Object.keys(queryOf(filters(`${name}=1`), sorting, ZONE))).toHaveLength(3);
    }
  });

  test('an order that is not said is that of the column, and one that is no column is revenue', () => {
    expect(readSorting(new URLSearchParams('sort=nextChange'))).toEqual({ by: 'nextChange', order: 'asc' });
    expect(readSorting(new URLSearchParams('sort=constructor&order=up'))).toEqual({ by: 'revenue', order: 'desc' });
  });

  test.each([
    ['', { everybody: true }],
    ['segment=at-risk', { segment: 'at-risk' }],
    ['segment=at-risk,lost', null],
    ['segment=none', null],
    ['audience=vip', { audience: 'vip' }],
    ['r=5&f=4-5', { cell: { r: [5, 5], f: [4, 5] } }],
    ['segment=at-risk&r=5', null],
    ['search=c-1', null],
  ])('%s is launched for as %j', (address, target) => {
    expect(targetOf(filters(address))).toEqual(target);
  });
});

describe('which moves an address asks for', () => {
  const read = (address: string) => readMoveQuestion(new URLSearchParams(address));

  test('by days, by a day or since an instant', () => {
    expect(read('from=loyal&to=at-risk&days=7')).toMatchObject({
      query: { from: 'loyal', to: 'at-risk', days: 7 },
      moved: { from: ['loyal'], to: ['at-risk'], within: '7d' },
    });
    expect(read('to=at-risk&day=2026-06-01')).toMatchObject({
      query: { to: 'at-risk', day: '2026-06-01' },
      moved: null,
    });
    expect(read('to=at-risk&since=2026-06-01T00:00:00.000Z').query).toEqual({
      to: 'at-risk',
      since: '2026-06-01T00:00:00.000Z',
    });
    expect(read('days=-3').query).toEqual({ days: 30 });
  });

  test('a launch cannot name who came from nowhere, or went there', () => {
    expect(read('from=none&to=loyal').moved).toBeNull();
    expect(read('from=loyal&to=none').moved).toBeNull();
    expect(read('from=loyal').moved).toBeNull();
  });
});
