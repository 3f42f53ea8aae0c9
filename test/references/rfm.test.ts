import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { holds, type Reference } from '../../bench/references/reference.ts';
import { rfmReferences } from '../../bench/references/rfm-r.ts';
import { segmentTableReferences } from '../../bench/references/segment-tables.ts';

const DATA = new URL('../../../shared/data/', import.meta.url);
/** Where the data is not there they are skipped, but never in CI. */
const isThere = existsSync(DATA) || process.env['CI'] !== undefined;

async function read(references: (data: URL) => Promise<readonly Reference[]>): Promise<readonly Reference[]> {
  return isThere ? await references(DATA) : [];
}

const TABLES = await read(segmentTableReferences);
const SCORES = await read(rfmReferences);

describe.skipIf(!isThere)('the published segment tables', () => {
  test('are all compared: four that ship, the seven, and what each covers', () => {
    expect(TABLES).toHaveLength(17);
  });

  test.each(TABLES)('$source: $what', (reference) => {
    expect(holds(reference), JSON.stringify(reference)).toBe(true);
  });
});

describe.skipIf(!isThere)('the R package rfm on its own orders', () => {
  test('is compared in all its figures', () => {
    expect(SCORES).toHaveLength(12);
  });

  test.each(SCORES)('$source: $what', (reference) => {
    expect(holds(reference), JSON.stringify(reference)).toBe(true);
  });
});
