import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerId, workspaceId } from '../../domain/ids.schema.ts';
import { preferenceToken, scopeOfToken } from '../../links/preference-token.ts';
import { MOST_LOCAL, messageOfReturnPath, returnPathOf } from '../../links/return-path.ts';
import { sealsOf } from '../../links/seal.ts';

const seals = sealsOf('a secret of an installation');
const others = sealsOf('a secret of another installation');

const scope = {
  workspace: workspaceId.parse('shop'),
  customer: customerId.parse('c-17'),
  channel: 'email',
  purpose: 'marketing',
  message: '0'.repeat(40),
} as const;

describe('a token', () => {
  test('opens to what it was made of, and is the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 8 }), (text) => {
        const token = seals.seal('preferences', text);
        expect(seals.open('preferences', token)).toBe(text.toWellFormed());
        expect(seals.seal('preferences', text)).toBe(token);
      }),
    );
  });

  test('that anybody has changed anywhere opens nothing', () => {
    const bytes = Buffer.from(preferenceToken(seals, scope), 'base64url');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const forged = Buffer.from(bytes);
        forged[place] = (forged[place] ?? 0) ^ change;
        expect(scopeOfToken(seals, forged.toString('base64url'))).toBeUndefined();
      }),
    );
  });

  test('of another installation, or for another thing, opens nothing', () => {
    expect(scopeOfToken(others, preferenceToken(seals, scope))).toBeUndefined();
    expect(scopeOfToken(seals, seals.seal('click', JSON.stringify(['anything else'])))).toBeUndefined();
    expect(seals.open('preferences', seals.seal('click', 'somewhere'))).toBeUndefined();
  });

  test.each(['', 'x', 'preview', '../../etc', 'a'.repeat(5_000), 'ümlaut'.repeat(10)])(
    'that is none opens nothing: %#',
    (token) => expect(scopeOfToken(seals, token)).toBeUndefined(),
  );

  test('says whose it is to us, and to nobody else', () => {
    const token = preferenceToken(seals, scope);
    expect(scopeOfToken(seals, token)).toEqual(scope);
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toMatch(/shop|c-17|email|marketing/);
  });
});

describe('a return path', () => {
  const address = `${'b'.repeat(MOST_LOCAL)}@example.com`;

  test('names its message, however a server writes it, and fits', () => {
    const path = returnPathOf(seals, address, scope.message);
    expect(path.split('@')[0]).toHaveLength(64);
    for (const written of [path, path.toUpperCase(), `<${path}>`]) {
      expect(messageOfReturnPath(seals, written)).toBe(scope.message);
    }
  });

  test('that somebody made up names nothing', () => {
    const path = returnPathOf(others, address, scope.message);
    for (const made of [path, address, `bounces+${scope.message}@example.com`, '']) {
      expect(messageOfReturnPath(seals, made)).toBeUndefined();
    }
  });
});
