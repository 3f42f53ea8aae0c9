import { describe, expect, test } from 'vitest';
import { tierId } from '../../../domain/ids.schema.ts';
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
