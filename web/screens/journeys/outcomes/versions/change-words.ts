import { spanIn } from '../../../../format/span.ts';
import { speaking, LOCALES, type Language } from '../../../../words/speaking.ts';
import type { Leaf } from './definition-diff.ts';

interface LeafWords {
  readonly yes: string;
  readonly no: string;
  readonly nothing: string;
}

/** A value for people: spans of time in words, true and false as yes and no, all else as it is. */
export function shownLeaf(leaf: Leaf, language: Language, words: LeafWords): string {
  if (leaf === null) return words.nothing;
  if (typeof leaf === 'boolean') return leaf ? words.yes : words.no;
  if (typeof leaf === 'number') return speaking(language).number(leaf);
  return spanIn(LOCALES[language])(leaf);
}

/** Where a value stands, in words; a name that no word is known for stays as it is. */
export function shownPath(path: readonly string[], words: Readonly<Record<string, string>>): string {
  const known = new Map(Object.entries(words));
  return path.map((part) => known.get(part) ?? part).join(' › ');
}
