import type { Reason } from './reason.ts';

/** A row that cannot be taken: where, and how to mend it. */
export interface Rejection {
  readonly line: number;
  readonly reason: Reason;
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
  return raw.length <= RAW_KEPT ? raw : raw.slice(0, RAW_KEPT);
}

/** A row as it came. */
interface Row {
  readonly line: number;
  readonly raw: string;
}

/** What is wrong with a row, and where. */
interface Fault {
  readonly reason: Reason;
  readonly column: string | null;
  readonly message: string;
  readonly rows?: number;
}

export function rejection(row: Row, { reason, column, message, rows = 1 }: Fault): Rejection {
  return { line: row.line, reason, column, message, raw: keptOf(row.raw), rows };
}

export function isRejection(row: object): row is Rejection {
  return 'message' in row;
}
