const LONGEST = 40;
/** Letters that do not come apart into a plain one and a mark. */
const APART: ReadonlyMap<string, string> = new Map([
  ['ı', 'i'],
  ['ß', 'ss'],
  ['ø', 'o'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ł', 'l'],
]);

/** An id from a name: small letters, digits and hyphens, at most 40; `taken` ids get a number behind. */
export function slugOf(name: string, taken: ReadonlySet<string> = new Set(), otherwise = 'journey'): string {
  const plain = [...name.toLowerCase().normalize('NFD')].map((letter) => APART.get(letter) ?? letter).join('');
  const words = plain.replaceAll(/\p{M}/gu, '').replaceAll(/[^a-z0-9]+/g, '-');
  const base = trimmed(words, LONGEST) || otherwise;
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const tail = `-${number}`;
    const numbered = `${trimmed(base, LONGEST - tail.length)}${tail}`;
    if (!taken.has(numbered)) return numbered;
  }
}

function trimmed(words: string, most: number): string {
  return words.replace(/^-+/, '').slice(0, most).replace(/-+$/, '');
}
