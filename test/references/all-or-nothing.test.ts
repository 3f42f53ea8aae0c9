import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { groupBuying } from '../../domain/rhythm/buying.ts';
import { fitMbgNbd } from '../../domain/rhythm/fit.ts';
import { finish } from '../domain/rhythm/base.ts';

const FILE = new URL('../../../shared/data/fit/all-or-nothing.json', import.meta.url);
// Missing data fails in CI, where reading it throws, and is skipped elsewhere.
const isHere = existsSync(FILE) || process.env['CI'] !== undefined;

const schema = z.object({
  columns: z.tuple([z.literal('x'), z.literal('tx days'), z.literal('T days')]),
  customers: z.array(z.tuple([z.int(), z.number(), z.number()])),
  expected: z.object({
    unit: z.literal('weeks'),
    r: z.number(),
    alpha: z.number(),
    a: z.number(),
    b: z.number(),
    logLikelihood: z.number(),
  }),
});

describe.skipIf(!isHere)('a base where leaving is all or nothing (skipped: no reference data)', () => {
  test('is fitted at its highest summit, where most customers leave at once or never', async () => {
    const { customers, expected } = schema.parse(JSON.parse(await readFile(FILE, 'utf8')));
    const groups = groupBuying(customers.map(([x, tx, T]) => ({ x, tx: tx / 7, T: T / 7 })));
    const { outcome } = finish(fitMbgNbd(groups));
    if (outcome.is !== 'accepted') throw new Error(outcome.because);
    expect(outcome.logLikelihood).toBeCloseTo(expected.logLikelihood, 3);
    expect(outcome.parameters.r).toBeCloseTo(expected.r, 3);
    expect(outcome.parameters.alpha).toBeCloseTo(expected.alpha, 3);
    expect(outcome.parameters.a).toBeCloseTo(expected.a, 4);
    expect(outcome.parameters.b).toBeCloseTo(expected.b, 4);
  });
});
