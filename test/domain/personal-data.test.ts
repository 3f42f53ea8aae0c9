import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutAddresses } from '../../domain/input/personal-data.ts';

describe('what comes from outside', () => {
  test.each([
    ['550 5.1.1 <ann@example.com>: Recipient address rejected', '550 5.1.1 <[address]>: Recipient address rejected'],
    ['no, ann.o’neil+x@mail.example.co.uk, sorry', 'no, [address], sorry'],
    ['"ann smith"@example.com is unknown', '[address] is unknown'],
    ['max.mustermann@localhost and ü.ö@bücher.example', '[address] and [address]'],
    ['E11000 dup key: { email: "ann@example.com" }', 'E11000 dup key: { email: "[address]" }'],
    ['ann%40example.com@sandbox.invalid', '[address]'],
    ['connect mongodb://user:secret@db.example:27017 failed', 'connect mongodb://user:[address]:27017 failed'],
    ['unknown subscriber +49 170 9988776', 'unknown subscriber [number]'],
    ['cannot reach +4917099887766.', 'cannot reach [number].'],
    ['0049 (0)170/998877-66 or (030) 901 820 or 0170 9988776', '[number] or [number] or [number]'],
  ])('loses its addresses: %s', (text, expected) => {
    expect(withoutAddresses(text)).toBe(expected);
  });

  test.each([
    'at run (/srv/node_modules/@temporalio/worker/lib/worker.js:12:34)',
    'the mail server answered 550 5.1.1',
    '2026-11-20T09:00:00.000Z took 12345678901 ms of 127.0.0.1:27017',
    'shop:c-17:winback:1:1:hello:1 at seq 0000001234',
    '{"level":40,"time":1770000000000,"reason":"order:0012345678 is unknown and 00000017 too"}',
    'undefined variable: customer.first_name, line:1, col:4',
  ])('keeps the rest: %s', (text) => {
    expect(withoutAddresses(text)).toBe(text);
  });

  test('shows no address that people write, wherever it stands', () => {
    const around = fc.constantFrom('', ' ', '<', '>', '"', ',', ': ', '\n', '(', ')', 'to=');
    const written = fc.emailAddress().filter((address) => !address.includes('/'));
    fc.assert(
      fc.property(written, around, around, fc.lorem(), (address, before, after, words) => {
        const [local = '', domain = ''] = address.split('@');
        const said = withoutAddresses(`${words} ${before}${address}${after} ${words}`);
        expect(said).not.toContain('@');
        expect(said).not.toContain(`${local}@`);
        expect(said).not.toContain(domain);
      }),
    );
  });
});
