import { describe, expect, test } from 'vitest';
import { loyaltyDraft } from '../../domain/loyalty/draft.schema.ts';
import { loyaltyFaults } from '../../domain/loyalty/draft-faults.ts';
import { codesIn, lastDayOf } from '../../web/screens/rewards/pools/pool.ts';
import { readText, textOf } from '../../web/screens/rewards/programme/text.ts';
import {
  byMonth,
  differencesOf,
  starterProgramme,
  tierLines,
  withAt,
  withoutAt,
  type Programme,
} from '../../web/screens/rewards/programme.ts';
import { rewards as english } from '../../web/words/en/rewards.ts';
import { rewards as turkish } from '../../web/words/tr/rewards.ts';

const starter = starterProgramme(english.starter, 100);
const tiersOf = ({ tiers }: Programme) => tiers ?? { levels: [] };

describe('the programme to begin with', () => {
  test.each([
    ['in English, with cents', english, 100],
    ['in Turkish, without them', turkish, 1],
  ])('%s, can be published as it is', (_how, words, unit) => {
    const draft = loyaltyDraft.parse(starterProgramme(words.starter, unit));
    expect(loyaltyFaults(draft)).toEqual([]);
    expect(draft.earn[0]?.per).toEqual({ by: 'amount', amount: unit, points: 1 });
    expect(draft.tiers?.levels.map(({ min }) => min)).toEqual([0, 200 * unit, 600 * unit]);
  });
});

describe('what publishing would change', () => {
  const [rule] = starter.earn;
  const [quest] = starter.quests ?? [];
  const { levels } = tiersOf(starter);

  test('without a programme all of it is new', () => {
    expect(differencesOf(null, starter).map(({ part, name, is }) => [part, name, is])).toEqual([
      ['earn', 'orders', 'new'],
      ['levels', 'Bronze', 'new'],
      ['levels', 'Silver', 'new'],
      ['levels', 'Gold', 'new'],
      ['ladder', null, 'new'],
      ['quests', 'Three orders in a month', 'new'],
    ]);
  });

  test('the order in which fields were written is no change, and the default of a list neither', () => {
    const turned = { ...starter, earn: starter.earn.map(({ id, ...others }) => ({ ...others, id })), badges: [] };
    expect(differencesOf(starter, turned)).toEqual([]);
  });

  test.each<[string, Partial<Programme>, readonly unknown[]]>([
    ['a rule is changed', { earn: rule ? [{ ...rule, pending: { days: 3 } }] : [] }, [['earn', 'orders', 'changed']]],
    ['a quest is taken out', { quests: [] }, [['quests', quest?.name, 'gone']]],
    [
      'a tier gets another threshold',
      {
        tiers: starter.tiers
          ? { ...starter.tiers, levels: withAt(levels, 0, { id: 'bronze', name: '', min: 5 }) }
          : null,
      },
      [['levels', 'bronze', 'changed']],
    ],
    [
      'all are kept longer',
      { tiers: starter.tiers ? { ...starter.tiers, graceDays: 60 } : null },
      [['ladder', null, 'changed']],
    ],
    ['segments get multipliers', { segments: { champions: 2 } }, [['segments', null, 'new']]],
  ])('where %s, that is told', (_what, change, told) => {
    const found = differencesOf(starter, { ...starter, ...change });
    expect(found.map(({ part, name, is }) => [part, name, is])).toEqual(told);
  });

  test('a limit that is taken out is gone', () => {
    const found = differencesOf({ ...starter, mostPerDay: 100 }, starter);
    expect(found).toEqual([{ part: 'mostPerDay', name: null, is: 'gone' }]);
  });
});

test('what expires is summed up by month', () => {
  const expiring = [
    { last: '2026-05-01', points: 5 },
    { last: '2026-05-31', points: 7 },
    { last: '2027-05-31', points: 1 },
  ];
  expect(byMonth(expiring)).toEqual([
    { month: '2026-05-01', points: 12 },
    { month: '2027-05-01', points: 1 },
  ]);
});

test('every tier has its share, also one that nobody holds, or that is gone and still held', () => {
  const lines = tierLines(tiersOf(starter).levels, [
    { tier: 'silver', customers: 3 },
    { tier: 'old', customers: 1 },
  ]);
  expect(lines.map(({ name, customers, share }) => [name, customers, share])).toEqual([
    ['Bronze', 0, 0],
    ['Silver', 3, 0.75],
    ['Gold', 0, 0],
    ['old', 1, 0.25],
  ]);
  expect(lines.at(-1)?.level).toBeNull();
  expect(tierLines(tiersOf(starter).levels, []).every(({ share }) => share === 0)).toBe(true);
});

test('entries of a list are replaced and taken out by their place', () => {
  expect([withAt(['a', 'b'], 1, 'c'), withoutAt(['a', 'b'], 0)]).toEqual([['a', 'c'], ['b']]);
});

test('text that is no JSON says why, and what is written can be read again', () => {
  expect(readText(textOf(starter))).toEqual({ body: starter });
  expect(readText('{')).toEqual({ fault: expect.stringMatching(/JSON/) });
});

test('codes may be pasted in lines, or with commas and semicolons between', () => {
  expect(codesIn(' A-1\r\nB-2, C-3;D-4\n\n')).toEqual(['A-1', 'B-2', 'C-3', 'D-4']);
});

test.each([
  ['2026-09-01T00:00:00+02:00', 'Europe/Berlin', '2026-08-31'],
  ['2026-08-31T21:59:59.999Z', 'Europe/Berlin', '2026-08-31'],
  ['2026-09-01T00:00:00Z', 'America/New_York', '2026-08-31'],
])('the last day before %s in %s is %s', (until, zone, day) => {
  expect(lastDayOf(until, zone)).toBe(day);
});
