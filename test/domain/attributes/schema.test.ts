import { describe, expect, test } from 'vitest';
import { attributeChanges } from '../../../domain/attributes/attribute.schema.ts';
import { readShape } from '../../../domain/input/shape-problems.ts';

function faultOf(value: unknown): string {
  const read = readShape(attributeChanges, value);
  return 'problems' in read ? (read.problems[0]?.message ?? '') : 'none';
}

describe('an attribute', () => {
  test.each([
    ['gold'],
    [12],
    [0.5],
    [true],
    [null],
    ['2028-02-29'],
    ['0'],
    ['17850'],
    ['2026-11-20 10:00'],
    ['Größe 42 (breit)'],
  ])('may be %j', (value) => {
    const read = readShape(attributeChanges, { plan: value });
    expect(read).toEqual({ value: { plan: value } });
  });

  test('that is an instant is kept in UTC, so that text compares as time does', () => {
    const read = readShape(attributeChanges, { seen: '2026-11-20T10:00:00+01:00', at: '2026-11-20T09:00Z' });
    expect(read).toEqual({ value: { seen: '2026-11-20T09:00:00.000Z', at: '2026-11-20T09:00:00.000Z' } });
  });

  test.each([
    ['ada@example.com', /this is an e-mail address; how to reach a customer belongs to PUT .*contact/],
    ['Ada <ada@example.com>', /an e-mail address/],
    ['mailto:ada', /an e-mail address/],
    ['+44 20 7946 0958', /a telephone number/],
    ['0049 30 1234567', /a telephone number/],
    ['tel:5551234', /a telephone number/],
    ['555-123-4567', /a telephone number/],
    ['(555) 123-4567', /a telephone number/],
    ['2026-02-30', /no such day in the calendar/],
    ['2026-02-30T10:00:00Z', /no such instant/],
    ['2026-11-20T25:00:00Z', /no such instant/],
    ['x'.repeat(101), /at most 100 characters/],
    ['', /send null to remove/],
    ['two\nlines', /one line/],
    [2 ** 60, /lose digits; send it as text/],
    [['gold'], /a number, true, false, or text/],
    [{ of: 'gold' }, /a number, true, false, or text/],
  ])('may not be %j, and why is told', (value, why) => {
    expect(faultOf({ plan: value })).toMatch(why);
  });

  test.each(['Plan', 'plan name', '.plan', 'plan.', 'a.b', 'a__b', '9lives', '$set', 'x'.repeat(41), 'ä'])(
    'may not be called %s',
    (name) => {
      expect(faultOf({ [name]: 1 })).toMatch(/the name of an attribute is/);
    },
  );

  test('is one of at most 50', () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, place) => [`n${place}`, place]));
    expect(faultOf(many)).toMatch(/at most 50 attributes/);
  });
});
