import { describe, expect, test } from 'vitest';
import { FIELD_NAMES, isField } from '../../../domain/journey/conditions/fields.ts';
import { grouped, isBelow, JOINS, negatedIf, opened, type Condition } from '../../../web/conditions/condition.ts';
import { conditionText } from '../../../web/conditions/condition-text.ts';
import {
  CUSTOMER_FIELDS,
  kindOf,
  readField,
  readSpan,
  readValues,
  withField,
  withOp,
} from '../../../web/conditions/fields.ts';
import { en } from '../../../web/words/en/index.ts';
import { tr } from '../../../web/words/tr/index.ts';

const bought: Condition = { did: 'purchase', times: 2, within: '30d' };
const late: Condition = { field: 'days-since-last', op: 'gte', value: 81 };

describe('a condition opened', () => {
  test('takes every not off, and says where the part stands', () => {
    expect(opened({ not: bought }, 'condition')).toEqual({
      is: 'did',
      did: bought,
      negated: true,
      at: 'condition.not',
    });
    expect(opened({ not: { not: late } }, 'condition')).toMatchObject({ negated: false, at: 'condition.not.not' });
  });

  test('tells a group by how its parts go together', () => {
    const parts = [bought, late];
    for (const join of JOINS) {
      expect(opened(grouped(join, parts), 'condition')).toMatchObject({ is: 'group', join, parts });
    }
    expect(opened({ not: { any: parts } }, 'steps[2].when')).toMatchObject({
      join: 'none',
      at: 'steps[2].when.not.any',
    });
  });

  test('is closed again with its not', () => {
    expect(negatedIf(true, late)).toEqual({ not: late });
    expect(negatedIf(false, late)).toBe(late);
  });

  test('a problem belongs to the part that its path begins with, and to no other', () => {
    expect(isBelow('condition.all[1].when', 'condition.all[1]')).toBe(true);
    expect(isBelow('condition.all[1]', 'condition.all[1]')).toBe(true);
    expect(isBelow('condition.all[11]', 'condition.all[1]')).toBe(false);
    expect(isBelow('conditions', 'condition')).toBe(false);
  });
});

describe('fields', () => {
  test('are known by name, or named by the writer', () => {
    expect(readField('score.r')).toEqual({ is: 'customer', name: 'score.r' });
    expect(readField('event.cart.total')).toEqual({ is: 'event', name: 'cart.total' });
    expect(readField('attribute.')).toEqual({ is: 'attribute', name: '' });
  });

  test('are all that the API knows of a customer, and no others', () => {
    expect([...CUSTOMER_FIELDS].toSorted()).toEqual([...FIELD_NAMES].toSorted());
    const ofCustomer = ['attribute.plan', 'quest.three', 'quest.three.progress', 'badge.vip', 'consent.sms.service'];
    expect([...ofCustomer, 'reachable.push'].map((field) => [field, isField(field), readField(field).is])).toEqual([
      ['attribute.plan', true, 'attribute'],
      ['quest.three', true, 'quest'],
      ['quest.three.progress', true, 'quest'],
      ['badge.vip', true, 'badge'],
      ['consent.sms.service', true, 'consent'],
      ['reachable.push', true, 'reachable'],
    ]);
    expect([kindOf('quest.three', []), kindOf('quest.three.progress', []), kindOf('badge.vip', [])]).toEqual([
      { is: 'names', of: 'quest' },
      { is: 'count', to: 100 },
      { is: 'yes-no' },
    ]);
  });

  test('an amount is money of purchases and refunds alone', () => {
    expect(kindOf('event.amount', ['purchase'])).toEqual({ is: 'money' });
    expect(kindOf('event.amount', ['purchase', 'booking'])).toEqual({ is: 'anything' });
    expect(kindOf('event.amount', [])).toEqual({ is: 'anything' });
  });

  test('another field keeps the value where it means the same, and else begins anew', () => {
    const own = { segment: ['champions'], tier: ['gold'] };
    expect(withField(late, 'totals.orders', [], own)).toEqual({ ...late, field: 'totals.orders' });
    expect(withField(late, 'segment', [], own)).toEqual({ field: 'segment', op: 'eq', value: 'champions' });
    expect(withField(late, 'tier', [], own)).toEqual({ field: 'tier', op: 'eq', value: 'gold' });
    expect(withField(late, 'badge.vip', [], own)).toEqual({ field: 'badge.vip', op: 'eq', value: true });
    expect(withField({ field: 'segment', op: 'eq', value: 'lost' }, 'silence', [], own)).toEqual({
      field: 'silence',
      op: 'eq',
      value: 'none',
    });
  });

  test('one value becomes several and one again', () => {
    const one = { field: 'segment', op: 'eq', value: 'lost' } as const;
    const several = withOp(one, 'in');
    expect(several).toEqual({ field: 'segment', op: 'in', value: ['lost'] });
    expect(withOp(several, 'ne')).toEqual({ field: 'segment', op: 'ne', value: 'lost' });
    expect(withOp({ field: 'segment', op: 'in', value: [] }, 'eq')).toEqual({ field: 'segment', op: 'eq', value: '' });
  });

  test('typed values and spans are read', () => {
    expect(readValues(' a, b,, c ', false)).toEqual(['a', 'b', 'c']);
    expect(readValues('1, 2', true)).toEqual([1, 2]);
    expect(readSpan('30d')).toEqual({ many: 30, unit: 'd' });
    expect(readSpan('P3D')).toBeUndefined();
  });
});

describe('in words', () => {
  const choices = {
    segments: [{ id: 'at-risk', name: 'At Risk' }],
    audiences: [{ id: 'vip', name: 'VIP' }],
    tiers: [{ id: 'gold', name: 'Gold' }],
    quests: [{ id: 'three', name: 'Three orders' }],
    badges: [{ id: 'vip', name: 'Guest of honour' }],
    bins: { r: 5, f: 5, m: 5 },
  };
  const telling = (words: typeof en.conditions) => ({
    words,
    choices,
    money: (minor: number) => `€${minor / 100}`,
    number: String,
  });
  const whole: Condition = {
    all: [
      { field: 'segment', op: 'eq', value: 'at-risk' },
      { any: [{ not: bought }, { not: { in: 'vip' } }] },
      { did: 'purchase', times: 1, when: { field: 'event.amount', op: 'gte', value: 5_000 } },
    ],
  };

  test('in English', () => {
    expect(conditionText(whole, telling(en.conditions))).toBe(
      'segment is At Risk and (did “order” fewer than 2 times within 30 days or is not in “VIP”) and ' +
        'did “order” at least 1 time where Event amount is at least €50',
    );
    expect(conditionText({ not: { any: [late] } }, telling(en.conditions))).toBe(
      'not (days since the last order is at least 81)',
    );
  });

  test('what the programme has is told by its name', () => {
    const parts: Condition[] = [
      { field: 'tier', op: 'eq', value: 'gold' },
      { field: 'quest.three.progress', op: 'gte', value: 50 },
      { field: 'badge.vip', op: 'eq', value: true },
      { field: 'consent.sms', op: 'eq', value: 'granted' },
      { field: 'referrals', op: 'gte', value: 2 },
      { field: 'referred', op: 'ne', value: 'no' },
    ];
    expect(conditionText({ all: parts }, telling(en.conditions))).toBe(
      'tier is Gold and Quest Three orders: percent done is at least 50 and Has the badge Guest of honour is yes and ' +
        'Consent to text message is given and customers they brought who bought is at least 2 and ' +
        'brought by a customer is not nobody brought them',
    );
  });

  test('in Turkish', () => {
    expect(conditionText(whole, telling(tr.conditions))).toBe(
      'segment: At Risk ve (son 30 gün içinde “sipariş” 2 kezden az ya da “VIP” içinde değil) ve ' +
        '“sipariş” en az 1 kez (Olay amount en az €50)',
    );
  });
});
