import { isGiven, type Cells } from './cells.ts';
import type { EventReader, FileEvent, FileKind, RowRules } from './file-kind.ts';
import { isFaults, type Mapping } from './mapping.ts';
import { isRejection, rejection, type Rejection } from './rejection.ts';
import { readRows, UnreadableFile, type FileFormat } from './rows.ts';

export interface FileRules extends RowRules {
  readonly format: FileFormat;
  readonly mapping: Mapping;
}

/** What one part of a file brings. */
export interface FileBatch {
  readonly events: readonly FileEvent[];
  readonly rejected: readonly Rejection[];
  /** Rows read so far. */
  readonly rows: number;
}

/** Reads a file as it streams; memory is bounded whatever its size. @throws UnreadableFile */
export async function* readFile(
  chunks: AsyncIterable<Uint8Array>,
  kind: FileKind,
  rules: FileRules,
): AsyncGenerator<FileBatch> {
  const gathered = new Gathered();
  let reader: EventReader | undefined;
  for await (const { present, rows } of readRows(chunks, rules.format)) {
    reader ??= openReader(kind, rules, present);
    const isNamed = present.includes(CURRENCY);
    yield* gathered.take(reader, isNamed ? rows.map((row) => inCurrency(row, rules.currency)) : rows);
  }
  if (reader) yield* gathered.end(reader);
}

const CURRENCY = 'currency';

/** An amount in another currency is never converted, and never taken for one of ours. */
function inCurrency(row: Cells | Rejection, currency: string): Cells | Rejection {
  if (isRejection(row) || !isGiven(row, CURRENCY) || row.cell(CURRENCY)?.trim() === currency) return row;
  return rejection(row, CURRENCY, `amounts of this workspace are in ${currency}; convert this one first`);
}

function openReader(kind: FileKind, rules: FileRules, present: readonly string[]): EventReader {
  const matched = kind.match(rules.mapping, present);
  if (isFaults(matched)) throw new UnreadableFile(matched.map(({ message }) => message).join('; '));
  return matched(rules);
}

/** Events in one batch: what one write to the store takes well. */
const BATCH = 1_000;

class Gathered {
  #rows = 0;
  #events: FileEvent[] = [];
  #rejected: Rejection[] = [];

  *take(reader: EventReader, rows: readonly (Cells | Rejection)[]): Generator<FileBatch> {
    for (const row of rows) {
      this.#rows += 1;
      if (isRejection(row)) this.#rejected.push(row);
      else for (const read of reader.take(row)) this.#keep(read);
      if (this.#isFull()) yield this.#batch();
    }
    yield this.#batch();
  }

  *end(reader: EventReader): Generator<FileBatch> {
    for (const read of reader.end()) {
      this.#keep(read);
      if (this.#isFull()) yield this.#batch();
    }
    yield this.#batch();
  }

  #keep(read: FileEvent | Rejection): void {
    if (isRejection(read)) this.#rejected.push(read);
    else this.#events.push(read);
  }

  #isFull(): boolean {
    return this.#events.length >= BATCH || this.#rejected.length >= BATCH;
  }

  #batch(): FileBatch {
    const batch = { events: this.#events, rejected: this.#rejected, rows: this.#rows };
    this.#events = [];
    this.#rejected = [];
    return batch;
  }
}
