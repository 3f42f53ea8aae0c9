import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SCREENS } from './browser/screens.ts';

/** It needs an invitation: whoever is invited is followed by a test of their own. */
const SEEN_ELSEWHERE = ['/join/:token'];

/** The addresses that the pages know, those below which others stand aside. */
function addresses(): readonly string[] {
  const files = readdirSync('web', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
  const sources = files.map((file) => readFileSync(`web/${file}`, 'utf8'));
  const found = sources.flatMap((source) =>
    [...source.matchAll(/<Route path="([^"*]+)"/g)].map(([, path = '']) => path),
  );
  return [...new Set(found)].filter((path) => !SEEN_ELSEWHERE.includes(path));
}

function standsFor(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll(/\/:\w+\?/g, '(?:/[^/?]+)?').replaceAll(/:\w+/g, '[^/?]+')}(?:\\?|$)`);
}

test('every screen is among those that are looked at, wide and narrow, light and dark', () => {
  const known = addresses();
  expect(known.length).toBeGreaterThan(25);
  const unseen = known.filter((pattern) => !SCREENS.some((screen) => standsFor(pattern).test(screen)));
  expect(unseen).toEqual([]);
});
