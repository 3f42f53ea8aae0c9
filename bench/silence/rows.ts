import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UnknownEncoding } from '../../imports/cells/encoding.ts';
import { readLines, type Line } from '../../imports/cells/lines.ts';
import { Rows, type Part } from '../../imports/cells/rows.ts';
import { isRejection } from '../../imports/rejection.ts';
import { columnsOf, type Columns } from './columns.ts';

/** What a row says, as it stands there. */
export interface Texts {
  readonly line: number;
  readonly customer: string;
  readonly at: string;
  /** One for each column of `Columns.money`. */
  readonly money: readonly string[];
}

/** A file as text, and the rows that are none. */
export interface FileTexts {
  readonly columns: Columns;
  readonly rows: readonly Texts[];
  readonly faults: readonly { readonly line: number; readonly message: string }[];
}

/**
 * Reads a file of orders with the reader of imports: any of its separators, encodings and line breaks, packed (`.gz`) or not.
 * Columns may also be parted by blanks, and the files of CDNOW need no head. @throws UnreadableFile
 */
export async function readTexts(file: string): Promise<FileTexts> {
  const chunks = bytesOf(file);
  const rows = new Rows('csv');
  const blanks = new Blanks();
  const texts: Texts[] = [];
  const faults: { line: number; message: string }[] = [];
  let columns: Columns | undefined;
  const keep = (part: Part) => {
    columns ??= columnsOf(part.head.present);
    const { customer, at, money } = columns;
    for (const row of part.rows) {
      if (isRejection(row)) {
        faults.push({ line: row.line, message: row.reason === 'columns' ? OTHER_COLUMNS : row.message });
        continue;
      }
      const text = (column: string) => row.cell(column)?.trim() ?? '';
      texts.push({ line: row.line, customer: text(customer), at: text(at), money: money.map(text) });
    }
  };
  for await (const lines of readLines(chunks, new UnknownEncoding())) {
    const part = rows.take(blanks.parted(lines));
    if (part) keep(part);
  }
  const last = rows.end();
  keep(last);
  return { columns: columns ?? columnsOf(last.head.present), rows: texts, faults };
}

/** Without numbers, so that such rows are counted together. */
const OTHER_COLUMNS = 'another number of columns than the head';

function bytesOf(file: string): AsyncIterable<Uint8Array> {
  const bytes = createReadStream(file);
  if (!file.endsWith('.gz')) return bytes;
  // What goes wrong on the way is thrown where the bytes are read.
  return pipeline(bytes, createGunzip(), () => undefined);
}

const SEPARATORS = /[,;\t|]/;
/** The files of CDNOW as they are published: number in the sample, customer, day, discs, dollars; the whole file has no sample. */
const HEADS = [
  { is: /^\d+\s+(?:19|20)\d{6}\s+\d+\s+[\d.]+$/, head: 'customer_id,date,number_of_cds,dollar_value' },
  { is: /^\d+\s+\d+\s+(?:19|20)\d{6}\s+\d+\s+[\d.]+$/, head: 'master_id,customer_id,date,number_of_cds,dollar_value' },
] as const;

/** Puts commas where a file has blanks only. The first line that says anything tells. */
class Blanks {
  #areParting: boolean | undefined;

  parted(lines: readonly Line[]): readonly Line[] {
    const first = this.#areParting === undefined ? lines.find(({ text }) => text.trim() !== '') : undefined;
    let head: string | undefined;
    if (first) {
      const text = first.text.trim();
      this.#areParting = !SEPARATORS.test(text) && /\S\s+\S/.test(text);
      head = HEADS.find(({ is }) => is.test(text))?.head;
    }
    if (this.#areParting !== true) return lines;
    const parted = lines.map((line) => ({ ...line, text: line.text.trim().replaceAll(/\s+/g, ',') }));
    return head === undefined ? parted : [{ number: 0, text: head }, ...parted];
  }
}
