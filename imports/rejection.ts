/** A row that cannot be taken: where, and how to mend it. */
export interface Rejection {
  readonly line: number;
  /** The column at fault; `null` where it is the row as a whole. */
  readonly column: string | null;
  readonly message: string;
  readonly raw: string;
  /** Rows that are lost with it: 1, or all lines of an order. */
  readonly rows: number;
}

/** Characters of the original row that are kept. */
const RAW_KEPT = 500;

export function keptOf(raw: string): string {
  return raw.slice(0, RAW_KEPT);
}

export function rejection(
  row: { readonly line: number; readonly raw: string },
  column: string | null,
  message: string,
  rows = 1,
): Rejection {
  return { line: row.line, column, message, raw: keptOf(row.raw), rows };
}

export function isRejection(row: object): row is Rejection {
  return 'message' in row;
}
