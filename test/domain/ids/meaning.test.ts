import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventTypeName } from '../../../domain/events/event-type.schema.ts';
import { wireEventFor } from '../../../domain/events/event.schema.ts';
import { customerId, eventId, knownCustomerId } from '../../../domain/ids.schema.ts';

const said = (id: string) => customerId.safeParse(id).error?.issues.map(({ message }) => message) ?? [];

describe('a customer id', () => {
  test.each(
    (
      'nan NaN NULL null None nil undefined \\N #N/A N/A NA <NA> #REF! NaT "null" \'None\' (null) [null] - ? unknown ' +
      'guest Anonymous 0 -1 inf 1.#QNAN 00000000-0000-0000-0000-000000000000'
    ).split(' '),
  )('%s stands for a missing value and is refused by its name', (id) => {
    expect(said(id)).toEqual([expect.stringContaining(`"${id}" stands for`)]);
  });

  test.each(['17850.0', '-3.00', '4.68769E+17', '4,68769E+17', '4.68769e17', '1e+21'])(
    '%s is a number that a program has spoilt, and is refused with what to do',
    (id) => {
      expect(said(id)).toEqual([expect.stringContaining(`"${id}" is a`)]);
    },
  );

  test.each(
    (
      'max.mustermann@localhost ann@example.com a@b mailto:ann@example.com ann%40example.com tel:0170998877 ' +
      'MAILTO:ann +4917099887766 +49-170-99887766 +1(555)123-4567 (030)123-4567 0170-99887766 0170/99887766 ' +
      '030.1234.5678 0049-170-998877 555-123-4567 1.555.123.4567'
    ).split(' '),
  )('%s looks like an address or a telephone number and is refused', (id) => {
    expect(said(id)).toEqual([expect.stringContaining('pseudonym')]);
  });

  test.each(
    (
      '17850 4687690123456 0000017850 004917099887766 c-17 shop:17 12-345-678 2024-000123 12E4 4E17 v1.0 +17850 @max ' +
      '7d9f3a52-2b5e-4e0c-9d0a-5f6a7f1f0f11 nancy none-1 null-7 0042-0017 #1001 NA-17 1.0.0 00012-3456789 ' +
      'm-3qUb1zYVbJ8k0LrW5o2uQg'
    ).split(' '),
  )('%s is honest and passes', (id) => {
    expect(said(id)).toEqual([]);
  });

  test('of digits alone always passes, whatever its length and its zeros in front', () => {
    const digits = fc.stringMatching(/^\d{1,40}$/).filter((text) => text !== '0');
    fc.assert(fc.property(digits, (id) => customerId.safeParse(id).success));
  });

  test('of somebody who is asked for may be one that entered before these rules', () => {
    for (const id of ['nan', '17850.0', '+4917099887766']) expect(knownCustomerId.safeParse(id).success).toBe(true);
  });
});

test('an event id may name anything but a missing value or a spoilt number', () => {
  for (const id of ['nan', 'undefined', '\\N', '536365.0', '4.68769E+17']) {
    expect(eventId.safeParse(id).success).toBe(false);
  }
  for (const id of ['0', '536365', 'C536379', 'mail:ann@example.com', '555-123-4567']) {
    expect(eventId.safeParse(id).success).toBe(true);
  }
});

test('by events such an id is refused with the reason, be it the customer, the event or the order', () => {
  const refund = { id: 'r1', type: 'refund', customer: 'c1', order: 'o1', amount: 1 };
  for (const change of [{ customer: '17850.0' }, { order: 'NULL' }, { id: 'nan' }]) {
    const parsed = wireEventFor('refund').safeParse({ ...refund, ...change });
    expect(parsed.error?.issues[0]).toMatchObject({ path: Object.keys(change), message: expect.stringMatching(/"/) });
  }
});

test.each([
  ['Order Completed', 'order_completed'],
  [' Product  Added ', 'product_added'],
  ['app.open', 'app.open'],
])('the event type %j of another system is taken as %s', (name, mapped) => {
  expect(eventTypeName.parse(name)).toBe(mapped);
  const event = wireEventFor(name).parse({ id: 'e1', type: name, customer: 'c1', data: { 'Order Total': 5 } });
  expect(event).toMatchObject({ type: mapped, data: { 'Order Total': 5 } });
});

test('an event type that maps to a reserved one is no activity', () => {
  expect(wireEventFor('Purchase').safeParse({ id: 'e1', type: 'Purchase', customer: 'c1' }).success).toBe(false);
});
