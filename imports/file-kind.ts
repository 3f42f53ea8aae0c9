import type { WireEvent } from '../domain/event.schema.ts';
import type { SourceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import type { Cells, TimeRules } from './cells.ts';
import type { Mapping, MappingFault } from './mapping.ts';
import type { Rejection } from './rejection.ts';

/** An event that a file tells of. */
export interface FileEvent {
  /** Of its first row: also tells a repeated reading of the file from an event that is in it twice. */
  readonly line: number;
  /** How many rows it was made of. */
  readonly rows: number;
  readonly raw: string;
  /** As a client would send it, so that the same sent later is a duplicate and no conflict. */
  readonly wire: WireEvent;
}

/** How the rows of a workspace's file are understood. */
export interface RowRules extends TimeRules {
  /** What a row without a time is of: the workspace's time. */
  readonly now: Instant;
  /** ISO 4217: a row whose own column `currency` says another one is refused. */
  readonly currency: string;
  /** Its minor digits. */
  readonly digits: number;
  readonly source: SourceId;
}

/** Makes events of the rows of one file. */
export interface EventReader {
  /** @returns what is complete with this row, and rows that cannot be taken */
  take(row: Cells): Iterable<FileEvent | Rejection>;
  /** The file is over: whatever is open is complete. */
  end(): Iterable<FileEvent | Rejection>;
}

/** What a file may hold: which columns it needs, and what its rows mean. */
export interface FileKind {
  /** What a mapping may name a column for. */
  readonly fields: readonly string[];
  /** Finds its columns among those present; faults name every missing one. */
  readonly match: (
    mapping: Mapping,
    present: readonly string[],
  ) => ((rules: RowRules) => EventReader) | readonly MappingFault[];
  /** Of an event that is known with other content: `line` where this very file brought it. */
  readonly conflict: (line?: number) => string;
}
