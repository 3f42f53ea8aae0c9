import type { CellTable, Segment, SegmentId } from '../segment.ts';

/**
 * Cells from rows of letters: one row per recency score, best first; in it one word per frequency score from 1 up;
 * in that one letter per money score from 1 up.
 * @throws RangeError where a letter stands for no segment
 */
export function cubeTable(letters: Readonly<Record<string, Segment>>, rows: readonly string[]): CellTable {
  const cells = rows.flatMap((row, place) =>
    row.split(' ').flatMap((word, f) =>
      word.split('').map((letter, m): readonly [string, SegmentId] => {
        const segment = letters[letter];
        if (segment === undefined) throw new RangeError(`no segment has the letter ${letter}`);
        return [`${rows.length - place}${f + 1}${m + 1}`, segment.id];
      }),
    ),
  );
  return { by: 'cells', measures: 'rfm', cells: Object.fromEntries(cells) };
}
