import type { Folds } from '../db/jobs/reading.ts';
import { decoderOf } from './cells/encoding.ts';
import type { EventReader, FileEvent, FileKind, RowRules } from './evidence/file-kind.ts';
import { readLines } from './cells/lines.ts';
import { isFaults, type Mapping } from './mapping.ts';
import { isRejection, type Rejection } from './rejection.ts';
import { Rows, UnreadableFile, type FileFormat, type Part } from './cells/rows.ts';

export interface FileRules extends RowRules {
  readonly format: FileFormat;
  readonly mapping: Mapping;
}

/** What one part of a file brings: perhaps nothing, so that whoever reads has a chance to stop. */
export interface FileBatch {
  readonly events: readonly FileEvent[];
  readonly rejected: readonly Rejection[];
  /** So far. */
  readonly folds: Folds;
}

/**
 * Reads a file as it streams; memory is bounded whatever its size, and a batch, empty or not, comes after every few
 * milliseconds of work. @throws UnreadableFile
 */
export async function* readFile(
  chunks: AsyncIterable<Uint8Array>,
  kind: FileKind,
  rules: FileRules,
): AsyncGenerator<FileBatch> {
  const rows = new Rows(rules.format);
  const gathered = new Gathered(kind, rules);
  for await (const lines of readLines(chunks, decoderOf(rules.reading.encoding))) {
    const part = rows.take(lines);
    if (part) yield* gathered.take(part);
  }
  yield* gathered.take(rows.end());
  yield* gathered.end();
}

/** Events in one batch: what one write to the store takes well. */
const BATCH = 1_000;

class Gathered {
  readonly #kind: FileKind;
  readonly #rules: FileRules;
  #reader: EventReader | undefined;
  #rows = 0;
  #events: FileEvent[] = [];
  #rejected: Rejection[] = [];

  constructor(kind: FileKind, rules: FileRules) {
    this.#kind = kind;
    this.#rules = rules;
  }

  *take({ head, rows }: Part): Generator<FileBatch> {
    const reader = (this.#reader ??= this.#open(head.present));
    for (const row of rows) {
      this.#rows += 1;
      if (isRejection(row)) this.#rejected.push(row);
      else for (const read of reader.take(row)) this.#keep(read);
      if (this.#isFull()) yield this.#batch();
    }
    yield { events: [], rejected: [], folds: this.#folds() };
  }

  *end(): Generator<FileBatch> {
    for (const read of this.#reader?.end() ?? []) {
      this.#keep(read);
      if (this.#isFull()) yield this.#batch();
    }
    yield this.#batch();
  }

  #open(present: readonly string[]): EventReader {
    const matched = this.#kind.match(this.#rules.mapping, present);
    if (isFaults(matched)) throw new UnreadableFile(matched.map(({ message }) => message).join('; '));
    return matched.open(this.#rules);
  }

  #keep(read: FileEvent | Rejection): void {
    if (isRejection(read)) this.#rejected.push(read);
    else this.#events.push(read);
  }

  #isFull(): boolean {
    return this.#events.length >= BATCH || this.#rejected.length >= BATCH;
  }

  #folds(): Folds {
    return { rows: this.#rows, ...(this.#reader?.folds() ?? { folded: 0, largest: 0 }) };
  }

  #batch(): FileBatch {
    const batch = { events: this.#events, rejected: this.#rejected, folds: this.#folds() };
    this.#events = [];
    this.#rejected = [];
    return batch;
  }
}
