import { describe, expect, test } from 'vitest';
import { consentStatus, emailAddress } from '../../domain/input/contact.schema.ts';

const saidOf = (schema: typeof emailAddress | typeof consentStatus, input: unknown) =>
  schema.safeParse(input).error?.issues.map(({ message }) => message) ?? [];

describe('an address', () => {
  test('is taken as it is written', () => {
    expect(emailAddress.parse('Ada.Lovelace+news@example.com')).toBe('Ada.Lovelace+news@example.com');
  });

  test('is refused where it is none, or longer than mail servers take; what was sent is not repeated', () => {
    expect(saidOf(emailAddress, 'ada at example')).toEqual(['this is no e-mail address']);
    const long = `ada@${'sub-domain.'.repeat(25)}example.com`;
    expect(saidOf(emailAddress, long)).toEqual(['an e-mail address has at most 254 characters']);
  });
});

test('consent is granted or withdrawn, and nothing between', () => {
  expect(['granted', 'withdrawn'].map((status) => consentStatus.parse(status))).toEqual(['granted', 'withdrawn']);
  for (const other of ['pending', true, null])
    expect(saidOf(consentStatus, other)).toEqual(['consent is granted or withdrawn']);
});
