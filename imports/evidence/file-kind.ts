import type { Folds, Reading } from '../../db/jobs/reading.ts';
import type { WireEvent } from '../../domain/events/event.schema.ts';
import type { CustomerId, SourceId } from '../../domain/ids.schema.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Instant } from '../../domain/time.ts';
import type { Cells, TimeRules } from '../cells/cells.ts';
import type { Mapping } from '../mapping.ts';
import type { Rejection } from '../rejection.ts';

/** An event that a file tells of. */
export interface FileEvent {
  /** Of its first row: also tells a repeated reading of the file from an event that is in it twice. */
  readonly line: number;
  /** How many rows it was made of. */
  readonly rows: number;
  readonly raw: string;
  /** As a client would send it, so that the same sent later is a duplicate and no conflict. */
  readonly wire: WireEvent;
  /** A refund whose file does not say of which order. */
  readonly unnamed?: true;
}

/** How the rows of a workspace's file are understood. */
export interface RowRules extends Omit<TimeRules, 'dates'> {
  /** What a row without a time is of: the workspace's time. */
  readonly now: Instant;
  /** ISO 4217: a row whose own column says another one is refused. */
  readonly currency: string;
  /** Its minor digits. */
  readonly digits: number;
  readonly source: SourceId;
  readonly reading: Reading;
  /** The customer of an e-mail address: always the same one, and nobody can tell the address from it. */
  readonly pseudonym: (address: string) => CustomerId;
}

/** Makes events of the rows of one file. */
export interface EventReader {
  /** @returns what is complete with this row, and rows that cannot be taken */
  take(row: Cells): Iterable<FileEvent | Rejection>;
  /** The file is over: whatever is open is complete. */
  end(): Iterable<FileEvent | Rejection>;
  readonly folds: () => Omit<Folds, 'rows'>;
}

/** The columns of one file, and what they are. */
export interface Matched {
  /** Field → column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly origin: Reading['origin'];
  /** Columns by what stands in them: from these alone the file's ways of writing are found out. */
  readonly times: readonly string[];
  readonly numbers: readonly string[];
  readonly ids: readonly string[];
  readonly rows: RowsQuestion;
  readonly open: (rules: RowRules) => EventReader;
}

/** Whether a file has one row per order, or several: known, or for the rows to tell by these columns. */
export type RowsQuestion =
  | { readonly is: Reading['rows']; readonly id?: string }
  | { readonly is: 'unknown'; readonly id: string; readonly amount: string };

/** What a file may hold: which columns it needs, and what its rows mean. */
export interface FileKind {
  /** What a mapping may name a column for. */
  readonly fields: readonly string[];
  /** Finds its columns among those present; faults name every missing one. */
  readonly match: (mapping: Mapping, present: readonly string[]) => Matched | readonly Problem[];
  /** Of an event that is known with other content: `line` where this very file brought it. */
  readonly conflict: (line?: number) => string;
}
