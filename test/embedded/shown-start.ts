import { readFile } from 'node:fs/promises';

/** What the README says that a start prints. */
export async function shownInReadme(): Promise<string> {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  return /^```text\n[^`]*?(^Sojourn is running\.$[^`]*)^```$/m.exec(readme)?.[1] ?? '';
}

/** What a start prints, but for ports, the folder and the key, which are others everywhere. */
export function withoutPlaces(printed: string, dataDir: string): string {
  return printed
    .replaceAll(dataDir, '<data>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '<address>')
    .replaceAll(/sj_live_[\w…]+/g, '<key>')
    .trim();
}

/** What is printed for a shop of any size: each figure is a mark, whatever its width. */
export function withoutFigures(printed: string): string {
  return printed
    .replaceAll(/ *\d[\d,.]*/g, ' #')
    .replaceAll(/€ #/g, '€#')
    .replaceAll(/ +/g, ' ');
}
