import { NOTHING_FOLDED, type DateForm, type DecimalMark, type Folds, type Reading } from '../../db/jobs/reading.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Cells } from '../cells/cells.ts';
import { DateEvidence } from './date-evidence.ts';
import { UnknownEncoding } from '../cells/encoding.ts';
import type { FileKind, Matched } from './file-kind.ts';
import { IdEvidence } from './id-evidence.ts';
import { LineSplitter, type Line } from '../cells/lines.ts';
import { fieldProblem, isFaults, type Mapping } from '../mapping.ts';
import { NumberEvidence } from './number-evidence.ts';
import { RowEvidence } from './row-evidence.ts';
import { isRejection } from '../rejection.ts';
import { Rows, UnreadableFile, type FileFormat, type Part } from '../cells/rows.ts';

/** What the sender of a file said of it. */
export interface Said {
  readonly format: FileFormat;
  readonly mapping: Mapping;
  readonly dates?: DateForm;
  readonly decimal?: DecimalMark;
  /** The workspace's. */
  readonly currency: string;
  /** Its minor digits. */
  readonly digits: number;
}

export type Surveyed =
  | { readonly reading: Reading; readonly folds: Folds }
  /** What cannot be read, and what only the sender can tell. */
  | { readonly faults: readonly Problem[] };

/** What is known once the header has come. */
interface Opened {
  readonly matched: Matched;
  readonly lines: RowEvidence;
  readonly delimiter: Reading['delimiter'];
}

/**
 * Reads a whole file once to find out how it is to be read, from the columns alone that are mapped. Nothing is guessed:
 * where the file leaves a doubt, there is a question. Memory is bounded whatever the size.
 */
export class Survey {
  readonly #kind: FileKind;
  readonly #said: Said;
  readonly #decoding = new UnknownEncoding();
  readonly #splitter = new LineSplitter();
  readonly #rows: Rows;
  readonly #dates = new DateEvidence();
  readonly #numbers = new NumberEvidence();
  readonly #ids = new IdEvidence();
  #part: Opened | undefined;
  #faults: readonly Problem[] = [];
  #seen = 0;

  constructor(kind: FileKind, said: Said) {
    this.#kind = kind;
    this.#said = said;
    this.#rows = new Rows(said.format);
  }

  take(chunk: Uint8Array): void {
    this.#takeLines(this.#splitter.take(this.#decoding.take(chunk)));
  }

  /** The file is over. */
  end(): Surveyed {
    this.#takeLines([...this.#splitter.take(this.#decoding.end()), ...this.#splitter.end()]);
    this.#guarded(() => this.#takePart(this.#rows.end()));
    if (this.#faults.length > 0 || this.#part === undefined) return { faults: this.#faults };
    return this.#decide(this.#part);
  }

  #takeLines(lines: readonly Line[]): void {
    this.#guarded(() => this.#takePart(this.#rows.take(lines)));
  }

  #guarded(take: () => void): void {
    if (this.#faults.length > 0) return;
    try {
      take();
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      this.#faults = [fieldProblem('body', error.message)];
    }
  }

  #takePart(part: Part | undefined): void {
    if (part === undefined) return;
    const { head, rows } = part;
    if (this.#part === undefined) {
      const matched = this.#kind.match(this.#said.mapping, head.present);
      if (isFaults(matched)) {
        this.#faults = matched;
        return;
      }
      this.#part = { matched, lines: new RowEvidence(matched.rows), delimiter: head.delimiter };
    }
    for (const row of rows) {
      this.#seen += 1;
      if (!isRejection(row)) this.#takeRow(row, this.#part);
    }
  }

  #takeRow({ line, cell }: Cells, { matched, lines }: Opened): void {
    const text = (column: string) => cell(column)?.trim() ?? '';
    if (this.#said.dates === undefined) for (const column of matched.times) this.#dates.see(text(column), line);
    if (this.#said.decimal === undefined) for (const column of matched.numbers) this.#numbers.see(text(column), line);
    for (const column of matched.ids) this.#ids.see(column, text(column));
    lines.see(text, line);
  }

  #decide({ matched, lines, delimiter }: Opened): Surveyed {
    const dates = this.#said.dates ?? this.#dates.decide();
    const decimal = this.#said.decimal ?? this.#numbers.decide(this.#said.digits);
    const rows = lines.decide();
    const faults = Object.entries({ dates, decimal, type: rows }).flatMap(([field, answer]) => {
      return typeof answer === 'object' ? [fieldProblem(field, answer.question)] : [];
    });
    if (typeof dates === 'object' || typeof decimal === 'object' || typeof rows === 'object') return { faults };
    const { columns, origin } = matched;
    const { currency } = this.#said;
    const encoding = this.#decoding.encoding;
    const pointZero = this.#ids.pointZero();
    const folds: Folds = { ...NOTHING_FOLDED, rows: this.#seen, ...(rows === 'lines' || origin ? lines.folds() : {}) };
    return { reading: { rows, origin, encoding, delimiter, dates, decimal, currency, columns, pointZero }, folds };
  }
}
