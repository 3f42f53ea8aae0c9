import { readShape, type Shape, type ShapeOf } from '../../domain/input/shape-problems.ts';
import { ApiProblem } from './problem.ts';

/** Opaque to clients: the sort key of the last row they have seen. */
function writeCursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** @throws ApiProblem where the text is no cursor of this list */
export function readCursor<Schema extends Shape>(text: string, schema: Schema): ShapeOf<Schema> {
  const read = readShape(schema, decoded(text));
  if ('value' in read) return read.value;
  throw new ApiProblem('invalid', 'The cursor is not one of this list; take "next" of the page before, as it is.', {
    problems: [{ code: 'cursor', path: 'cursor', message: 'not a cursor of this list' }],
  });
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The cursor behind the last row of a page; `undefined`: there are no more. */
export function cursorAfter(last: unknown): string | null {
  return last === undefined ? null : writeCursor(last);
}

/** A page and the cursor after it, from one row more than the page holds. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (last: Row) => unknown,
): { readonly page: readonly Row[]; readonly next: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: last !== undefined && rows.length > limit ? writeCursor(cursorOf(last)) : null };
}
