import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { holds } from '../../bench/references/reference.ts';
import { silenceReferences } from '../../bench/references/silence.ts';

const DATA = new URL('../../../shared/data/', import.meta.url);

// Missing data fails in CI, where reading it throws, and is skipped elsewhere.
const isHere = existsSync(DATA) || process.env['CI'] !== undefined;
const references = isHere ? await silenceReferences(DATA) : [];

describe.skipIf(!isHere)('published figures of the silence and value models (skipped: no reference data)', () => {
  test('are all compared', () => {
    expect(references.length).toBeGreaterThan(30);
    expect(new Set(references.map(({ source, what }) => `${source}: ${what}`)).size).toBe(references.length);
  });

  test.each(references.map((reference) => [`${reference.source}: ${reference.what}`, reference] as const))(
    '%s',
    (_, reference) => {
      expect(reference).toSatisfy(holds);
    },
  );
});
