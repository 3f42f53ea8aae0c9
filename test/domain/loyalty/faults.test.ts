import { describe, expect, test } from 'vitest';
import { questId, questPartId, tierId } from '../../../domain/ids.schema.ts';
import { quest as questTrigger } from '../../../domain/journey/triggers/quest.ts';
import { tier } from '../../../domain/journey/triggers/tier.ts';
import { loyaltyFaults } from '../../../domain/loyalty/draft-faults.ts';
import { loyaltyDraft } from '../../../domain/loyalty/draft.schema.ts';

const NEVER = { by: 'never' };
const orders = { id: 'orders', on: 'purchase', per: { by: 'amount', amount: 100, points: 1 }, expire: NEVER };
const campaign = { id: 'double', from: '2026-12-01T00:00:00Z', until: '2026-12-24T00:00:00Z', multiplier: 2 };
const bronze = { id: 'bronze', name: 'Bronze', min: 0 };
const silver = { id: 'silver', name: 'Silver', min: 100 };
const tiers = {
  metric: { by: 'points' },
  window: { by: 'lifetime' },
  validity: { by: 'forever' },
  levels: [bronze, silver],
};

const faultsOf = (draft: object, before: readonly object[] = []) => {
  const held = loyaltyDraft.parse({ earn: [], tiers: { ...tiers, levels: [bronze, ...before] } });
  return loyaltyFaults(loyaltyDraft.parse({ earn: [orders], ...draft }), before.length === 0 ? undefined : held).map(
    ({ code, path, message }) => [code, path, message],
  );
};

describe('a programme of sound shape', () => {
  test('without faults has none', () => {
    expect(faultsOf({ campaigns: [{ ...campaign, rules: ['orders'] }], tiers }, [silver])).toEqual([]);
  });

  test.each([
    ['a rule twice', { earn: [orders, orders] }, 'duplicate-rule', 'earn[1].id', 'is the id of earn[0] already'],
    [
      'points for a refund',
      { earn: [{ ...orders, on: 'refund' }] },
      'earns-nothing',
      'earn[0].on',
      'nothing that a customer does',
    ],
    [
      'the amount of something that has none',
      { earn: [{ ...orders, on: 'review' }] },
      'earns-nothing',
      'earn[0].per',
      'only a purchase has an amount',
    ],
    ['a campaign twice', { campaigns: [campaign, campaign] }, 'duplicate-rule', 'campaigns[1].id', 'campaigns[0]'],
    [
      'a campaign for a rule that is not there',
      { campaigns: [{ ...campaign, rules: ['visits'] }] },
      'unknown-rule',
      'campaigns[0].rules[0]',
      'there are orders',
    ],
    [
      'a campaign for a rule where there are none',
      { earn: [], campaigns: [{ ...campaign, rules: ['visits'] }] },
      'unknown-rule',
      'campaigns[0].rules[0]',
      'there are none',
    ],
    [
      'a campaign that ends before it begins',
      { campaigns: [{ ...campaign, until: campaign.from }] },
      'campaign-never',
      'campaigns[0].until',
      'no time between',
    ],
    [
      'a tier twice',
      { tiers: { ...tiers, levels: [bronze, { ...silver, id: 'bronze' }] } },
      'duplicate-tier',
      'tiers.levels[1].id',
      'tiers.levels[0]',
    ],
    [
      'thresholds that fall',
      { tiers: { ...tiers, levels: [{ ...bronze, min: 100 }, silver] } },
      'tier-order',
      'tiers.levels[1].min',
      'each tier needs more than the one below',
    ],
    [
      'more events than are counted',
      { tiers: { ...tiers, metric: { by: 'events', event: 'visit' }, levels: [bronze, { ...silver, min: 101 }] } },
      'tier-never',
      'tiers.levels[1].min',
      'nobody reaches 101',
    ],
  ])('with %s says where, and what to do', (_what, draft, code, path, message) => {
    expect(faultsOf(draft)).toEqual([[code, path, expect.stringContaining(message)]]);
  });

  test('keeps the tiers that somebody may hold', () => {
    const gone = ['tier-in-use', 'tiers.levels', expect.stringContaining('"silver"')];
    expect(faultsOf({ tiers: { ...tiers, levels: [bronze] } }, [silver])).toEqual([gone]);
    expect(faultsOf({ tiers: null }, [silver])).toHaveLength(2);
  });

  test('is told of all its faults at once', () => {
    const codes = faultsOf({
      earn: [{ ...orders, on: 'profile' }, orders],
      campaigns: [{ ...campaign, until: campaign.from }],
      tiers: { ...tiers, levels: [silver, bronze] },
    }).map(([code]) => code);
    expect(codes).toEqual(['duplicate-rule', 'earns-nothing', 'campaign-never', 'tier-order']);
  });
});

describe('a trigger of tiers', () => {
  const [low, high] = [tierId.parse('bronze'), tierId.parse('silver')];
  const up = { kind: 'tier', changed: 'up', from: low, to: high } as const;

  test.each([
    [{}, true],
    [{ from: [low] }, true],
    [{ to: [high] }, true],
    [{ from: [high] }, false],
    [{ to: [low] }, false],
  ])('with %j says which changes it names', (given, isNamed) => {
    expect(tier.names({ on: 'tier', changed: 'up', ...given }, up)).toBe(isNamed);
    expect(tier.names({ on: 'tier', changed: 'down', ...given }, up)).toBe(false);
  });

  test('names nobody who comes from no tier where one is asked for', () => {
    expect(tier.names({ on: 'tier', changed: 'up', from: [low] }, { ...up, from: null })).toBe(false);
  });

  test.each([
    ['up', [low], [low], 'nobody passes from a tier to the same one'],
    ['warned', [low], [high], 'whoever is warned still holds the tier'],
  ] as const)('that %s can never name is refused', (changed, from, to, message) => {
    const never = { on: 'tier' as const, changed, from: [...from], to: [...to] };
    expect(tier.faults(never, 'enter')).toEqual([
      { code: 'trigger-never', path: 'enter', message: expect.stringContaining(message) },
    ]);
  });

  test('that can come is not', () => {
    expect(tier.faults({ on: 'tier', changed: 'up', from: [low], to: [low, high] }, 'enter')).toEqual([]);
    expect(tier.faults({ on: 'tier', changed: 'warned', from: [low], to: [low] }, 'enter')).toEqual([]);
    expect(tier.faults({ on: 'tier', changed: 'down', from: [high] }, 'enter')).toEqual([]);
  });
});

describe('a quest of sound shape', () => {
  const buys = { id: 'buy', by: 'count', on: 'purchase', target: 3 };
  const visits = { id: 'days', by: 'streak', on: 'visit', period: 'day', target: 9 };
  const questFaultsOf = (quest: object) => {
    const badges = [{ id: 'b', name: 'B' }];
    return faultsOf({ badges, quests: [{ id: 'q', name: 'Q', steps: [buys], ...quest }] });
  };
  const after = (...done: object[]) => ({ milestones: done.map((one, place) => ({ id: `m-${place}`, after: one })) });
  const ten = { by: 'days', days: 10 };

  test.each<[string, object]>([
    ['nothing special', {}],
    [
      'everything',
      { deadline: ten, remindDays: 10, steps: [buys, visits], ...after({ step: 'buy', done: 1 }, { steps: 1 }) },
    ],
    ['as many days in a row as there are', { deadline: ten, steps: [{ ...visits, target: 11 }] }],
    ['as many weeks in a row as there are', { deadline: ten, steps: [{ ...visits, period: 'week', target: 3 }] }],
    ['another time after the first', { deadline: ten, repeat: { on: 'expiration', most: 3 } }],
    ['a badge of the programme', { rewards: [{ give: 'badge', badge: 'b' }] }],
  ])('with %s has no faults', (_what, quest) => {
    expect(questFaultsOf(quest)).toEqual([]);
  });

  test.each<[string, object, string, string, string]>([
    ['two steps of one id', { steps: [buys, buys] }, 'duplicate-quest', 'steps[1].id', 'ids are different'],
    [
      'a start by nothing',
      { start: { by: 'entry', on: 'profile' } },
      'quest-never',
      'start.on',
      'no quest begins by it',
    ],
    ['a step of refunds', { steps: [{ ...buys, on: 'refund' }] }, 'quest-never', 'steps[0].on', 'nobody gets on by it'],
    [
      'money of a visit',
      { steps: [{ ...buys, by: 'sum', on: 'visit' }] },
      'quest-never',
      'steps[0].of',
      'say with "of"',
    ],
    [
      'more days than there are',
      { deadline: ten, steps: [{ ...visits, target: 12 }] },
      'quest-never',
      'steps[0].target',
      '11 days at most',
    ],
    [
      'more weeks than a month has',
      { deadline: { by: 'calendar', period: 'month' }, steps: [{ ...visits, period: 'week', target: 7 }] },
      'quest-never',
      'steps[0].target',
      '31 days at most',
    ],
    [
      'an end before its start',
      { deadline: { by: 'window', from: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' } },
      'quest-never',
      'deadline.until',
      'no time between',
    ],
    ['a word before no end', { remindDays: 3 }, 'quest-never', 'remindDays', 'never ends'],
    ['a word before its start', { deadline: ten, remindDays: 11 }, 'quest-never', 'remindDays', 'has not begun'],
    [
      'a repeat that nothing brings',
      { repeat: { on: 'expiration', most: 2 } },
      'quest-never',
      'repeat.on',
      'never over by time',
    ],
    [
      'a milestone of no step',
      after({ step: 'no', done: 1 }),
      'unknown-step',
      'milestones[0].after.step',
      'there are buy',
    ],
    [
      'milestones that fall',
      after({ step: 'buy', done: 2 }, { step: 'buy', done: 1 }),
      'milestone-order',
      'milestones[1].after.done',
      'more than the one before',
    ],
    ['a milestone at the end', after({ steps: 1 }), 'milestone-order', 'milestones[0].after.steps', 'before the end'],
    [
      'a badge that there is not',
      { rewards: [{ give: 'badge', badge: 'x' }] },
      'unknown-badge',
      'rewards[0].badge',
      'there are b',
    ],
  ])('with %s says where, and what to do', (_what, quest, code, path, message) => {
    expect(questFaultsOf(quest)).toEqual([[code, `quests[0].${path}`, expect.stringContaining(message)]]);
  });

  test('in a fixed time does not come again after it, which is told', () => {
    const deadline = { by: 'window', from: '2026-01-01T00:00:00Z', until: '2026-02-01T00:00:00Z' };
    const [fault] = questFaultsOf({ deadline, repeat: { on: 'expiration', most: 2 } });
    expect(fault).toEqual(['quest-never', 'quests[0].repeat.on', expect.stringContaining('a fixed time comes once')]);
  });

  test('twice under one id is told, and so are its triggers that can never be', () => {
    const quest = { id: 'q', name: 'Q', steps: [buys] };
    expect(faultsOf({ quests: [quest, quest] }).map(([code, path]) => [code, path])).toEqual([
      ['duplicate-quest', 'quests[1].id'],
    ]);
    const id = questId.parse('q');
    const milestone = questPartId.parse('m');
    expect(questTrigger.faults({ on: 'quest', quest: id, is: 'completed', milestone }, 'enter')).toMatchObject([
      { code: 'trigger-never', path: 'enter.milestone' },
    ]);
    expect(questTrigger.faults({ on: 'quest', quest: id, is: 'milestone', milestone }, 'enter')).toEqual([]);
  });
});
