import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { wireEventFor } from '../../domain/events/event.schema.ts';
import { condition } from '../../domain/journey/conditions/condition.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { SAYS_NOTHING } from '../../domain/input/shape-sentences.ts';

/** `path: message` of every problem. */
function told(schema: z.ZodType, input: unknown): readonly string[] {
  const read = readShape(schema, input);
  return 'problems' in read ? read.problems.map(({ path, message }) => `${path}: ${message}`) : [];
}

const purchase = (more: object) => ({ id: 'order:1', customer: 'c-1', type: 'purchase', amount: 4_000, ...more });
const page = z.strictObject({ limit: z.coerce.number().int().min(1).max(500) });

describe('each cause has a sentence that says what to do', () => {
  test.each([
    [
      -100,
      'amount: an amount is never negative; what is given back is an event of the type "refund" with a positive amount',
    ],
    [
      2e12,
      'amount: an amount is at most 1,000,000,000,000 minor units; check that it is in cents, or send it in parts',
    ],
    [
      1e300,
      'amount: an amount is at most 1,000,000,000,000 minor units; check that it is in cents, or send it in parts',
    ],
    [12.5, 'amount: an amount is a whole number of minor units, such as 4000 for 40.00'],
    ['40', 'amount: an amount is a whole number of minor units, such as 4000 for 40.00'],
    [undefined, 'amount: this field is missing: an amount is a whole number of minor units, such as 4000 for 40.00'],
  ])('an amount of %j', (amount, sentence) => {
    expect(told(wireEventFor('purchase'), purchase({ amount }))).toContain(sentence);
  });

  test.each([
    ['0', 'limit: this is too small; send 1 or more'],
    ['501', 'limit: this is too large; send 500 or less'],
    ['1.5', 'limit: this has a fraction; send a whole number'],
    ['many', 'limit: this is no number; send a number'],
  ])('a limit of %s', (limit, sentence) => {
    expect(told(page, { limit })).toEqual([sentence]);
  });

  test.each([
    [7, ': this is a number; send an object'],
    [undefined, ': nothing was sent: add an object'],
    [{ customer: 5 }, 'customer: this is a number; send text, in quotes'],
    [{ data: [] }, 'data: this is a list; send an object'],
    [{ colour: 'red' }, 'colour: there is no field "colour" here; remove it or check its spelling'],
  ])('%j in place of a purchase, or in it', (input, sentence) => {
    const whole = typeof input === 'object' ? purchase(input) : input;
    expect(told(wireEventFor('purchase'), whole)).toEqual([sentence]);
  });
});

test('a summary cannot know of an action after it', () => {
  const at = '2026-01-12T12:00:00Z';
  const summary = { id: 's-1', customer: 'c-1', type: 'summary', at, actions: 3, monetary: 900, lastActionAt: at };
  expect(told(wireEventFor('summary'), summary)).toEqual([]);
  expect(told(wireEventFor('summary'), { ...summary, lastActionAt: '2026-01-12T12:00:01Z' })).toEqual([
    'lastActionAt: the last action cannot be later than the time the summary is of',
  ]);
});

describe('of several forms, the one that was meant is told of', () => {
  test.each([
    [{ field: 'segment', op: 'in', value: 'lost' }, 'value: this is text; send a list'],
    [{ field: 'score.x', op: 'eq', value: 1 }, expect.stringMatching(/^field: a field is segment, score\.r/)],
    [{ all: 5 }, 'all: this is a number; send a list'],
    [{ not: {} }, expect.stringMatching(/^not: a condition is \{"field"/)],
    [{ fields: 'segment' }, expect.stringMatching(/^: a condition is \{"field"/)],
    ['segment', expect.stringMatching(/^: a condition is \{"field"/)],
  ])('%j', (input, sentence) => {
    expect(told(condition, input)).toEqual([sentence]);
  });

  test('says what all of them are where none was meant', () => {
    const either = z.union([z.strictObject({ advance: z.string() }), z.strictObject({ to: z.string() })]);
    const sentence = 'none of the fields that are known here was sent; send an object with "advance", or with "to"';
    expect(told(either, {})).toEqual([`: ${sentence}`]);
    expect(told(either, { forward: 1 })).toEqual([`: ${sentence}`]);
    expect(told(z.union([z.literal('next'), z.int()]), 'soon')).toEqual([': send "next", or a number']);
    const kinds = z.discriminatedUnion('on', [z.object({ on: z.literal('a') }), z.object({ on: z.literal('b') })]);
    expect(told(kinds, { on: 'c' })).toEqual(['on: this is not a value that is known here; send "a" or "b"']);
    expect(told(kinds, {})).toEqual(['on: this field is missing: add "a" or "b"']);
  });
});

describe('what is known of the value is said, and no more', () => {
  const either = z.union([z.literal('next'), z.int()]);
  test.each([
    ['numbers to choose from', z.literal([1, 2]), 3, 'this is not a value that is known here; send 1 or 2'],
    [
      'several texts to choose from',
      z.enum(['a', 'b', 'c']),
      'd',
      'this is not a value that is known here; send one of "a", "b" and "c"',
    ],
    ['an alternative left out', z.object({ to: either }), {}, 'this field is missing: add "next", or a number'],
    ['a kind without a name here', z.bigint(), 'x', 'this is text; send another kind of value'],
    ['a value of a kind without a name here', z.string(), 5n, 'this is another kind of value; send text'],
    ['a check without words of its own', z.string().refine(() => false), 'x', SAYS_NOTHING],
    ['a format without words of its own', z.ipv4(), 'x', SAYS_NOTHING],
    ['alternatives that take nothing', z.union([z.never(), z.never()]), {}, SAYS_NOTHING],
  ])('%s', (_, schema: z.ZodType, input, sentence) => {
    expect(told(schema, input).map((line) => line.replace(/^\w*: /, ''))).toEqual([sentence]);
  });
});

test('every kind of fault that the library knows has a sentence', () => {
  const faults: readonly (readonly [z.ZodType, unknown])[] = [
    [z.boolean(), 'yes'],
    [z.null(), 1],
    [z.number(), Infinity],
    [z.int().min(0), -1],
    [z.number().gt(0), 0],
    [z.number().lt(1), 1],
    [z.int().multipleOf(7), 8],
    [z.string().min(1), ''],
    [z.string().min(5), 'four'],
    [z.string().length(3), 'four'],
    [z.array(z.int()).min(1), []],
    [z.array(z.int()).max(1), [1, 2]],
    [z.tuple([z.int(), z.int()]), [1]],
    [z.literal('a'), 'b'],
    [z.enum(['a', 'b', 'c']), 'd'],
    [z.email(), 'nobody'],
    [z.url(), 'nowhere'],
    [z.iso.datetime(), 'yesterday'],
    [z.iso.date(), 'yesterday'],
    [z.record(z.string().max(3), z.int()), { long_key: 1 }],
    [z.record(z.enum(['a', 'b']), z.int()), { c: 1 }],
    [z.map(z.string(), z.int()), new Map([['a', 'b']])],
    [z.set(z.int()), new Set(['a'])],
    [z.union([z.int(), z.boolean()]), 'text'],
    [z.strictObject({}), { more: 1 }],
  ];
  const sentences = faults.flatMap(([schema, input]) => told(schema, input));
  expect(sentences.length).toBeGreaterThanOrEqual(faults.length);
  for (const sentence of sentences) {
    expect(sentence).not.toMatch(/invalid|expected|received|undefined|\bNaN\b|zod|discriminat|unrecogni/i);
    expect(sentence).not.toContain(SAYS_NOTHING);
  }
});

test('nothing of what was sent stands in the answer, but the names of fields, cut to 64 characters', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6, unit: 'grapheme-ascii' }), (secret) => {
      const value = `§${secret}§`;
      const answers = [
        ...told(wireEventFor('purchase'), purchase({ amount: value, customer: value, at: value, source: value })),
        ...told(condition, { field: value, op: value, value: 1 }),
        ...told(page, { limit: value }),
      ];
      expect(answers.length).toBeGreaterThan(4);
      expect(answers.filter((answer) => answer.includes(value))).toEqual([]);
    }),
  );
  const [answer = ''] = told(wireEventFor('purchase'), purchase({ ['x'.repeat(400_000)]: 1 }));
  expect(answer.length).toBeLessThan(300);
});
