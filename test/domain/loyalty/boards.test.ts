import { describe, expect, test } from 'vitest';
import { displayName, nameKey } from '../../../domain/loyalty/boards/name.schema.ts';
import { scoreOf } from '../../../domain/loyalty/boards/score.ts';
import { loyaltyFaults } from '../../../domain/loyalty/draft-faults.ts';
import { loyaltyDraft } from '../../../domain/loyalty/draft.schema.ts';
import { dayOf } from '../../../domain/time-zone.ts';
import { DAY } from '../../../domain/time.ts';
import { aPurchase, at } from '../../builders.ts';
import { Life, withLoyalty } from './life.ts';

const steps = [{ id: 'orders', name: 'Orders', by: 'count', on: 'purchase', target: 4 }];
const quests = [{ id: 'four', name: 'Four orders', steps, rewards: [], repeat: { on: 'completion', most: 9 } }];
const board = (by: string, window: string, id = `${by}-${window}`) => ({
  id,
  name: id,
  metric: by === 'quest' ? { by, quest: 'four' } : { by },
  window,
});
const boards = [
  ...['week', 'month', 'all'].flatMap((window) => [board('points', window), board('purchases', window)]),
  board('quest', 'all'),
];
const earn = [{ id: 'o', on: 'purchase', per: { by: 'event', points: 10 }, expire: { by: 'never' } }];
const programme = { earn, quests, boards };

function scores(life: Life, now: number): Record<string, number> {
  const { loyalty } = life.playbook;
  if (loyalty === undefined) throw new Error('there is a programme');
  const told = (loyalty.boards ?? []).map((one) => [
    one.id,
    scoreOf(one, life.state, loyalty, dayOf(now, 'UTC')).score,
  ]);
  return Object.fromEntries(told);
}

test('a week begins on Monday, a month on its first day, and a quest that was completed counts a hundred', () => {
  // A Sunday, the Monday after it, and a Tuesday of the month before.
  const [sunday, monday, before] = ['2026-02-01T12:00:00Z', '2026-02-02T12:00:00Z', '2026-01-27T12:00:00Z'].map(at);
  if (sunday === undefined || monday === undefined || before === undefined) throw new Error('three days');
  const life = new Life(withLoyalty(programme));
  for (const [id, time] of [
    ['a', before],
    ['b', sunday],
    ['c', monday],
    ['d', monday + 1],
    ['e', monday + 2],
  ] as const)
    life.take(time, aPurchase({ id, at: time }));
  expect(scores(life, monday)).toEqual({
    'points-week': 30,
    'purchases-week': 3,
    'points-month': 40,
    'purchases-month': 4,
    'points-all': 50,
    'purchases-all': 5,
    'quest-all': 125,
  });
  expect(scores(life, monday + 7 * DAY)).toMatchObject({ 'points-week': 0, 'points-month': 40, 'points-all': 50 });
});

describe('a name', () => {
  test.each(['Blue Heron', "D'Artagnan", 'Çiçek 42', 'x_y-z', '山田太郎', 'Agent 007'])(
    'such as %s is taken',
    (name) => {
      expect(displayName.parse(`  ${name} `)).toBe(name);
    },
  );

  test.each([
    'x',
    'a'.repeat(31),
    'ann@example.com',
    'call 555 123 4567',
    '0532 123 45 67',
    'my.shop.com',
    'www.shop',
    '<b>bold</b>',
    'two\nlines',
    '👑',
    '--',
  ])('such as %j is refused', (name) => {
    expect(displayName.safeParse(name).success).toBe(false);
  });

  test('is the same as one that reads the same', () => {
    const key = (name: string) => nameKey(displayName.parse(name));
    expect(new Set(['Blue Heron', 'blue-heron', 'BLUE  HERON', 'Ｂｌｕｅ Heron'].map(key)).size).toBe(1);
    expect(key('Blue Herons')).not.toBe(key('Blue Heron'));
  });
});

test('a board compares what there is, and the same for as long as it has its id', () => {
  const codes = (given: object[], before?: object[]) => {
    const draft = loyaltyDraft.parse({ earn, quests, boards: given });
    const known = before && loyaltyDraft.parse({ earn, quests, boards: before });
    return loyaltyFaults(draft, known).map(({ code, path }) => [code, path]);
  };
  const [first = {}, second = {}] = boards;
  expect(codes([first, second], [first])).toEqual([]);
  expect(codes([first, first])).toEqual([['duplicate-board', 'boards[1].id']]);
  expect(codes([{ ...board('quest', 'week'), metric: { by: 'quest', quest: 'no' } }])).toEqual([
    ['unknown-quest', 'boards[0].metric.quest'],
    ['board-never', 'boards[0].window'],
  ]);
  expect(codes([{ ...second, id: 'points-week' }], [first])).toEqual([['board-changed', 'boards[0]']]);
});
