export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type Delimiter = ',' | ';' | '\t' | '|';
/** What stands before the fraction. */
export type DecimalMark = '.' | ',';
/** ISO 8601; day, month and year in three orders; seconds or milliseconds since 1970; days of a spreadsheet. */
export type DateForm = 'iso' | 'dmy' | 'mdy' | 'ymd' | 'unix' | 'unix-ms' | 'excel';
/** Exports that are known by their header. */
export type Origin = 'shopify' | 'woocommerce' | 'online-retail';

/** How the file of an import is read: what its sender said, and what all of the file has told of the rest. */
export interface Reading {
  /** One row per order, several whose amounts are summed, or one per customer. */
  readonly rows: 'orders' | 'lines' | 'summaries';
  readonly origin: Origin | null;
  readonly encoding: Encoding;
  /** `null`: the file has no columns but JSON objects. */
  readonly delimiter: Delimiter | null;
  readonly dates: DateForm;
  readonly decimal: DecimalMark;
  /** ISO 4217: the workspace's. */
  readonly currency: string;
  /** Field → column. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns of ids that are whole numbers throughout and were written `17850.0`: the `.0` is taken off. */
  readonly pointZero: readonly string[];
}

/** How many rows of a file became parts of others. */
export interface Folds {
  readonly rows: number;
  /** Rows that were added to the order of an earlier one. */
  readonly folded: number;
  /** Rows of the order that has the most. */
  readonly largest: number;
}

export const NOTHING_FOLDED: Folds = { rows: 0, folded: 0, largest: 0 };

/** Rows that were refused for one reason. */
export interface Refused {
  readonly reason: string;
  /** `null`: the row as a whole. */
  readonly column: string | null;
  /** What was said of the first such row. */
  readonly message: string;
  readonly line: number;
  readonly rows: number;
}
