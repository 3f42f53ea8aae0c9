import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverageOf } from '../../../domain/scoring/coverage.ts';
import { binsOf } from '../../../domain/scoring/draft-faults.ts';
import { parseDraft } from '../../../domain/scoring/parse-draft.ts';
import { compileModel } from '../../../domain/scoring/compile.ts';
import { DEFAULT_SCORING } from '../../../domain/scoring/model.ts';
import { cubeTable } from '../../../domain/scoring/presets/cube.ts';
import { PRESETS, presetsFor, type Preset } from '../../../domain/scoring/presets/index.ts';
import { asScore } from '../../../domain/scoring/scores.ts';
import { segmentOf } from '../../../domain/scoring/segment.ts';
import { NOON } from '../../builders.ts';

function preset(id: string): Preset {
  const found = PRESETS.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

describe.each(PRESETS)('preset $id', ({ id, draft }) => {
  test('passes the checks that every draft passes, and comes back as it is', () => {
    expect(parseDraft(JSON.parse(JSON.stringify(draft)))).toEqual({ draft, warnings: expect.any(Array) });
  });

  test('gives every cell a segment, of which there is no other name or color', () => {
    const { segments } = draft.segments;
    expect(coverageOf(draft.segments, binsOf(draft)).missing).toEqual([]);
    expect(new Set(segments.map(({ color }) => color)).size).toBe(segments.length);
  });

  test('is asked for by its id alone', () => {
    expect(parseDraft({ preset: id })).toMatchObject({ draft });
  });
});

test('each has an id and a name of its own, and one sentence about it', () => {
  expect(PRESETS.map(({ id }) => id)).toEqual([
    'seven',
    'flowcot-six',
    'klaviyo-27',
    'cells-125',
    'r-rfm-0.3.0',
    'r-rfm-0.2.x',
  ]);
  expect(new Set(PRESETS.map(({ name }) => name)).size).toBe(6);
  for (const { about } of PRESETS) expect(about).toMatch(/^[A-Z].*\.$/);
});

test('the first is the model that a workspace starts with', () => {
  const compiled = compileModel(preset('seven').draft, null, 1, NOON, 'UTC');
  expect(compiled).toMatchObject({ is: 'compiled', model: DEFAULT_SCORING, warnings: [] });
});

test('only the old R table has rules and segments that nobody reaches', () => {
  const warned = PRESETS.map(({ id, draft }) => {
    const parsed = parseDraft(draft);
    return [id, 'draft' in parsed ? parsed.warnings.length : null];
  }).filter(([, warnings]) => warnings !== 0);
  expect(warned).toEqual([['r-rfm-0.2.x', 6]]);
});

test('a currency without cents has its own unit in the R binning', () => {
  const units = [100, 1].map((minorUnits) =>
    presetsFor(minorUnits)
      .filter(({ id }) => id.startsWith('r-rfm'))
      .map(({ draft }) => draft.monetary),
  );
  expect(units).toEqual([
    [
      { quantiles: 5, plus: 100 },
      { quantiles: 5, plus: 100 },
    ],
    [
      { quantiles: 5, plus: 1 },
      { quantiles: 5, plus: 1 },
    ],
  ]);
});

test.each([
  ['seven', ['lost', 'hibernating', 'at-risk', 'needs-attention', 'potential-loyalist', 'loyal', 'champions']],
  ['flowcot-six', ['lost', 'hibernating', 'at-risk', 'potential-loyalist', 'loyal', 'champions']],
])('in %s, more recent or more often never lowers the segment', (id, order) => {
  const { segments } = preset(id).draft;
  const rank = (r: number, f: number) =>
    order.indexOf(String(segmentOf({ r: asScore(r), f: asScore(f), m: null }, segments)));
  const score = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(score, score, score, score, (r, f, moreR, moreF) => {
      expect(rank(r, f)).toBeGreaterThanOrEqual(0);
      expect(rank(Math.max(r, moreR), Math.max(f, moreF))).toBeGreaterThanOrEqual(rank(r, f));
    }),
  );
});

test('a letter that stands for no segment is refused', () => {
  expect(() => cubeTable({}, ['X'])).toThrow('no segment has the letter X');
});
