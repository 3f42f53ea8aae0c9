import { expect, test } from 'vitest';
import { parseJourney } from '../../domain/journey/definition/parse.schema.ts';
import { blankRecipe, recipesOf } from '../../web/screens/journeys/list/recipes.ts';
import { recipes as english } from '../../web/words/en/recipes.ts';
import { slugOf } from '../../web/screens/journeys/slug.ts';

test.each([[['best', 'middle', 'last']], [[]]])(
  'every recipe can be published as it is, with the segments %j',
  (segments) => {
    const all = [...recipesOf(english, segments), blankRecipe(english)];
    expect(all).toHaveLength(6);
    for (const { definition } of all) {
      expect(parseJourney({ id: slugOf(definition.name), ...definition })).toHaveProperty('definition');
    }
  },
);

test.each([
  ['Win-back', 'win-back'],
  ['İkinci sipariş', 'ikinci-siparis'],
  ['  Ünlü & Straße!  ', 'unlu-strasse'],
  ['😀', 'journey'],
])('the name "%s" gives the address %s', (name, id) => {
  expect(slugOf(name)).toBe(id);
});

test('an address that is taken gets a number, and stays within 40 letters', () => {
  const long = 'a'.repeat(50);
  expect(slugOf(long)).toBe('a'.repeat(40));
  expect(slugOf(long, new Set(['a'.repeat(40)]))).toBe(`${'a'.repeat(38)}-2`);
});
