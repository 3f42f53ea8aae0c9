import { describe, expect, test } from 'vitest';
import { STARTERS } from '../../../domain/templates/starters/index.ts';
import { choose } from '../../../domain/templates/choose.ts';
import { compiledTemplate } from '../../../domain/templates/frame.ts';
import { sampleFacts } from '../../../domain/templates/sample.ts';
import { templateFaults } from '../../../domain/templates/template-faults.ts';
import { templateDefinition } from '../../../domain/templates/template.schema.ts';
import { languagesOf, liquidIn, textsOf } from '../../../domain/templates/template.ts';
import { templateExamples } from '../../../domain/words/template-examples.ts';
import { aPlaybook } from '../../builders.ts';

const BINS = { r: 5, f: 5, m: null };
const starters = STARTERS.map((input) => templateDefinition.parse(input));
const SEGMENTS = aPlaybook().scoring.segments.segments.map(({ id }) => id);

describe.each(starters.map((one) => [one.id, one] as const))('the template %s that ships', (_id, starter) => {
  test('is sound, in English and Turkish, and says for whom and how each text speaks', () => {
    expect(templateFaults(starter, BINS)).toEqual([]);
    expect(languagesOf(starter)).toEqual(['en', 'tr']);
    expect(starter.variants.filter(({ tone, value }) => tone === undefined || value === undefined)).toEqual([]);
  });

  test('never begs, and gives champions no coupon', () => {
    const words = textsOf(starter).map(({ texts }) => liquidIn(texts).join(' '));
    expect(words.filter((one) => /!|coupon|discount|% off|last chance|kupon|indirim|son şans/i.test(one))).toEqual([]);
  });
});

test('of the few words to everybody each segment gets its own', () => {
  const [checkIn] = starters;
  if (checkIn === undefined) throw new Error('nothing ships');
  const got = SEGMENTS.map((segment) => {
    const example = templateExamples(aPlaybook()).find(({ context }) => context.segment === segment);
    if (example === undefined) throw new Error(`no example in ${segment}`);
    return choose(compiledTemplate(checkIn), sampleFacts(example.context), 'tr-TR');
  });
  expect(got.map((choice) => choice?.variant.id)).toEqual(SEGMENTS);
  expect(got.map((choice) => choice?.language.language)).toEqual(SEGMENTS.map(() => 'tr'));
});
