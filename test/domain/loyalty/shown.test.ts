import { describe, expect, test } from 'vitest';
import { loyaltyView } from '../../../domain/loyalty/view.ts';
import { loyaltyNamedIn } from '../../../domain/words/template-context.ts';
import { DAY } from '../../../domain/time.ts';
import { aCustomer, anActivity, aPlaybook, aPurchase, NOON } from '../../builders.ts';
import { Life, withLoyalty } from './life.ts';

const rolling = { by: 'rolling', months: 1 };
const perEuro = { id: 'orders', on: 'purchase', per: { by: 'amount', amount: 100, points: 1 }, expire: rolling };
const tiers = {
  metric: { by: 'points' },
  window: { by: 'lifetime' },
  validity: { by: 'days', days: 30 },
  graceDays: 5,
  levels: [
    { id: 'silver', name: 'Silver', min: 20 },
    { id: 'gold', name: 'Gold', min: 100 },
  ],
};
const life = (draft: object) => new Life(withLoyalty({ earn: [perEuro], ...draft }));
const named = ({ state, playbook, timezone }: Life, ...texts: readonly (string | undefined)[]) =>
  loyaltyNamedIn(texts, state, playbook, timezone);

describe('what a mail may say of points and tiers', () => {
  test('is what can be spent, what expires next and by when, the tier and what the next one needs', () => {
    const one = life({ tiers }).take(NOON, aPurchase({ amount: 4_000 }));
    expect(named(one, undefined, 'You have {{ points.active }} points')).toEqual({
      points: { active: 40, pending: 0, expiring: 40, expiring_on: '2026-02-12' },
      tier: { id: 'silver', name: 'Silver', next: 'Gold', missing: 60, lost_on: expect.stringMatching(/^2026-02-/) },
    });
  });

  test('says that the highest tier has nothing above it', () => {
    const one = life({ tiers: { ...tiers, validity: { by: 'forever' } } }).take(NOON, aPurchase({ amount: 20_000 }));
    expect(named(one, '{{ tier.name }}').tier).toEqual({
      id: 'gold',
      name: 'Gold',
      next: null,
      missing: 0,
      lost_on: null,
    });
  });

  test('says of whoever has reached no tier what the first one needs', () => {
    const one = life({ tiers }).take(NOON, anActivity());
    expect(named(one, '{{ tier.next }}')).toEqual({
      points: { active: 0, pending: 0, expiring: 0, expiring_on: null },
      tier: { id: null, name: null, next: 'Silver', missing: 20, lost_on: null },
    });
  });

  test('has no tier where the programme has none', () => {
    const one = life({ tiers: null }).take(NOON, aPurchase({ amount: 100 }));
    expect(named(one, '{{ points.active }}').tier).toEqual({
      id: null,
      name: null,
      next: null,
      missing: 0,
      lost_on: null,
    });
  });

  test('is nothing where no text names it, or there is no programme', () => {
    const one = life({ tiers }).take(NOON, aPurchase());
    expect(named(one, undefined, 'An appointment at the frontier')).toEqual({});
    expect(loyaltyNamedIn(['{{ points.active }}'], one.state, aPlaybook(), 'UTC')).toEqual({});
  });
});

describe('what is seen of somebody who was never decided on under the programme', () => {
  test('is the tier that they have reached, as of today', () => {
    const { playbook } = life({ tiers: { ...tiers, metric: { by: 'spend' } } });
    const state = new Life(aPlaybook()).take(NOON, aPurchase({ amount: 5_000 })).state;
    expect(loyaltyView(playbook.loyalty, state, NOON + DAY, 'UTC')).toMatchObject({
      active: 0,
      debt: 0,
      expiring: [],
      tier: { held: { id: 'gold', until: null, inGrace: false }, value: 5_000, next: null },
    });
  });

  test('is no tier where there is no programme', () => {
    expect(loyaltyView(undefined, aCustomer(), NOON, 'UTC').tier).toBeNull();
  });
});
