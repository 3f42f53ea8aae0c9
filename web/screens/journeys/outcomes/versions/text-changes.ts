import { diffArrays } from 'diff';

/** A piece of a text: in both, in the earlier one only, or in the later one only. */
export interface TextPiece {
  readonly is: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Tags of HTML and expressions of Liquid are wholes, and so are words. */
const WHOLES = /(<[^<>]*>|\{\{.*?\}\}|\{%.*?%\}|\s+)/;
/** Above this many pieces, what differs is told line by line: all else takes long, and nobody reads it. */
const MOST_PIECES = 4_000;

/** What has to be taken away from one text and put in to make it the other. */
export function textChanges(before: string, after: string): readonly TextPiece[] {
  const [earlier, later] = [piecesOf(before, WHOLES), piecesOf(after, WHOLES)];
  const isLong = earlier.length + later.length > MOST_PIECES;
  const changes = isLong
    ? diffArrays(piecesOf(before, /(\n)/), piecesOf(after, /(\n)/))
    : diffArrays([...earlier], [...later]);
  return changes.map(({ value, added, removed }) => ({
    is: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}

function piecesOf(text: string, between: RegExp): string[] {
  return text.split(between).filter((piece) => piece !== '');
}
