import { describe, expect, test } from 'vitest';
import { variantId } from '../../../domain/ids.schema.ts';
import { loyaltyFaults } from '../../../domain/loyalty/draft-faults.ts';
import { loyaltyDraft } from '../../../domain/loyalty/draft.schema.ts';
import { compacted } from '../../../domain/scoring/compact-population.ts';
import type { Distribution } from '../../../domain/scoring/population.ts';
import { languagesOf, liquidIn, textIn, useOf, type Variant } from '../../../domain/templates/template.ts';
import { NOON } from '../../builders.ts';

const draftOf = (given: object) => loyaltyDraft.parse({ earn: [], ...given });
const faultsOf = (draft: object, before: object = {}) => loyaltyFaults(draftOf(draft), draftOf(before));
const buys = { id: 'buy', by: 'count', on: 'purchase', target: 3 };
const visits = { id: 'days', by: 'streak', on: 'visit', period: 'day', target: 9 };
const quest = { id: 'q', name: 'Q', steps: [buys] };

describe('a rule whose points wait for an event of the order', () => {
  const rule = (on: string, pending: object) => ({
    earn: [
      { id: 'orders', on, per: { by: 'event', points: 5 }, pending: { days: 14, ...pending }, expire: { by: 'never' } },
    ],
  });

  test.each([
    ['names the event of a purchase', 'purchase', { until: 'parcel.delivered', match: 'order' }],
    ['takes any event of the customer', 'review', { until: 'parcel.delivered' }],
    ['waits for its days alone', 'review', {}],
  ])('is sound where it %s', (_what, on, pending) => {
    expect(faultsOf(rule(on, pending))).toEqual([]);
  });

  test.each(['purchase', 'review'])('of %s says which event that is', (on) => {
    const message =
      'name the type of the event of the order in "until", such as parcel.delivered, or leave "match" out';
    expect(faultsOf(rule(on, { match: 'order' }))).toEqual([
      { code: 'wait-for-nothing', path: 'earn[0].pending.match', message },
    ]);
  });

  test('is about a purchase, since nothing else is an order', () => {
    const message = 'only a purchase is an order, and this rule is about "review"; leave "match" out';
    expect(faultsOf(rule('review', { until: 'parcel.delivered', match: 'order' }))).toEqual([
      { code: 'wait-for-nothing', path: 'earn[0].pending.match', message },
    ]);
  });
});

describe('a board of progress in a quest', () => {
  const board = (given: object = {}) => ({
    boards: [{ id: 'race', name: 'Race', metric: { by: 'quest', quest: 'q' }, window: 'all', ...given }],
  });

  test('is of all time and of a quest of the programme', () => {
    expect(faultsOf({ quests: [quest], ...board() })).toEqual([]);
  });

  test.each([
    ['none', []],
    ['q, r', [quest, { ...quest, id: 'r' }]],
  ])('that there is not says which there are: %s', (known, quests) => {
    expect(faultsOf({ quests, ...board({ metric: { by: 'quest', quest: 'x' } }) })).toEqual([
      {
        code: 'unknown-quest',
        path: 'boards[0].metric.quest',
        message: `there is no quest "x" in the loyalty programme; there are ${known}`,
      },
    ]);
  });

  test.each(['week', 'month'])('cannot be of a %s', (window) => {
    expect(faultsOf({ quests: [quest], ...board({ window }) })).toEqual([
      {
        code: 'board-never',
        path: 'boards[0].window',
        message: 'progress in a quest is of all time; send "window": "all", or another metric',
      },
    ]);
  });

  test('keeps its id as long as it compares the same', () => {
    const quests = [quest, { ...quest, id: 'r' }];
    const changed = {
      code: 'board-changed',
      path: 'boards[0]',
      message: 'the board "race" compares something else by now; give what is compared anew another id',
    };
    expect(faultsOf({ quests, ...board({ name: 'Great race' }) }, { quests, ...board() })).toEqual([]);
    const other = board({ metric: { by: 'quest', quest: 'r' } });
    expect(faultsOf({ quests, ...other }, { quests, ...board() })).toEqual([changed]);
    const points = board({ metric: { by: 'points' } });
    expect(faultsOf({ quests, ...points }, { quests, ...board() })).toEqual([changed]);
    expect(faultsOf(board({ metric: { by: 'points' }, window: 'week' }), points)).toEqual([changed]);
  });
});

describe('a streak of a quest', () => {
  const streak = (target: number, deadline: object | null) =>
    faultsOf({ quests: [{ ...quest, steps: [{ ...visits, target }], deadline }] });
  const tenDays = { by: 'window', from: '2026-01-01T00:00:00Z', until: '2026-01-11T00:00:00Z' };

  test('may be as long as it likes where there is no hurry', () => {
    expect(streak(100, null)).toEqual([]);
  });

  test('fits into a fixed time, whose ten days lie on eleven of somebody elsewhere', () => {
    expect(streak(11, tenDays)).toEqual([]);
    expect(streak(12, tenDays)).toEqual([
      {
        code: 'quest-never',
        path: 'quests[0].steps[0].target',
        message:
          'nobody has 12 days within the time of the quest, which is 11 days at most; ask for fewer, or give more time',
      },
    ]);
  });
});

describe('milestones of a quest', () => {
  const looks = { id: 'look', by: 'count', on: 'view', target: 5 };
  const milestones = (...after: readonly object[]) =>
    faultsOf({
      quests: [
        {
          ...quest,
          steps: [buys, looks, visits],
          milestones: after.map((one, place) => ({ id: `m-${place}`, after: one })),
        },
      ],
    });

  test('rise by the steps that are done', () => {
    expect(milestones({ steps: 1 }, { steps: 2 })).toEqual([]);
    expect(milestones({ steps: 2 }, { steps: 1 })).toEqual([
      {
        code: 'milestone-order',
        path: 'quests[0].milestones[1].after.steps',
        message: '"m-1" comes at 1, and one before it at 2; each milestone needs more than the one before',
      },
    ]);
  });

  test('of one step are not held against those of another, or of whole steps', () => {
    const after = [{ step: 'look', done: 4 }, { steps: 2 }, { step: 'buy', done: 1 }, { step: 'buy', done: 2 }];
    expect(milestones(...after)).toEqual([]);
  });
});

describe('a template', () => {
  const everybody = variantId.parse('everybody');
  const mail = { subject: 'Hello', body: '<p>Hello</p>', text: 'Hello there' };
  const page = { title: 'News', body: 'Look', url: 'https://shop.example' };
  const of = (texts: Variant['texts']) => ({ variants: [{ id: everybody, texts }] });

  test('without variants speaks no language and is for mails', () => {
    expect(languagesOf({ variants: [] })).toEqual([]);
    expect(useOf({ variants: [] })).toBe('mail');
    expect(useOf(of({ en: mail }))).toBe('mail');
    expect(useOf(of({ en: page }))).toBe('page');
  });

  test('has Liquid in all parts of its texts', () => {
    expect(liquidIn(mail)).toEqual(['Hello', '<p>Hello</p>', 'Hello there']);
    expect(liquidIn(page)).toEqual(['News', 'Look', 'https://shop.example']);
    expect(liquidIn({ title: 'News', body: 'Look' })).toEqual(['News', 'Look', undefined]);
  });

  test('gives a text by its variant and language', () => {
    const template = of({ en: mail, tr: page });
    expect(textIn(template, { variant: everybody, language: 'en' })).toEqual(mail);
    expect(textIn(template, { variant: everybody, language: 'tr' })).toEqual(page);
  });

  test('gives nothing that it does not have', () => {
    const template = of({ en: mail });
    const others = variantId.parse('others');
    expect(textIn(template, { variant: others, language: 'en' })).toBeUndefined();
    expect(textIn(template, { variant: everybody, language: 'fi' })).toBeUndefined();
    expect(textIn(template, { variant: everybody, language: 'constructor' })).toBeUndefined();
  });
});

describe('the customers that a draft is tried on', () => {
  const population = (revenue: Distribution) => ({
    asOf: NOON,
    customers: revenue.length,
    recency: [[3, 1]] as const,
    frequency: [[2, 1]] as const,
    revenue,
    firstDay: 20_000,
  });
  // 200 and 201 are of one bucket, 202 and 203 of the next.
  const whole = population([
    [-5, 1],
    [0, 1],
    [7, 1],
    [200, 1],
    [201, 2],
    [203, 1],
  ]);

  test('stand at the least amount of their bucket where money is not scored', () => {
    const revenue = [
      [0, 2],
      [7, 1],
      [200, 3],
      [202, 1],
    ];
    expect(compacted(whole, null)).toEqual({ ...whole, revenue });
  });

  test('keep the amounts between which a cut-off lies', () => {
    const revenue = [
      [0, 2],
      [7, 1],
      [200, 1],
      [201, 2],
      [202, 1],
    ];
    expect(compacted(whole, 2)).toEqual({ ...whole, revenue });
  });

  test.each([null, 5])('may be nobody, with %s bins of money', (bins) => {
    expect(compacted(population([]), bins)).toEqual(population([]));
  });
});
