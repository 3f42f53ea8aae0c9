import type { Delimiter } from '../../db/jobs/reading.ts';
import { MAX_LINE, type Line } from './lines.ts';

/** One record of a file, or why it is none. Line numbers are those of its first line. */
export type CsvRecord =
  | { readonly line: number; readonly raw: string; readonly fields: readonly string[] }
  | { readonly line: number; readonly raw: string; readonly fault: string; readonly reason: 'quotes' | 'too-long' };

const DELIMITERS = [',', ';', '\t', '|'] as const satisfies readonly Delimiter[];

/** The one the header holds most often; a comma where there is none at all. */
export function delimiterOf(header: string): Delimiter {
  const count = (delimiter: Delimiter) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

type Outcome = 'open' | 'closed' | 'malformed';

const FAULTS = {
  long: 'the line is longer than 64 KB',
  unclosed: 'a quote is opened and never closed',
  far: 'a quote is opened and not closed within 64 KB',
  malformed: 'text follows a closing quote; double quotes inside a field',
} as const;

const FORGOTTEN_AT_ONCE = 4_096;

/**
 * Puts lines together to records (RFC 4180; a quote inside an unquoted field is taken as it stands). A quote that is
 * never closed costs its own line only: the lines after it are read again as if it were not there.
 *
 * The work is linear whatever the lines are. Each is scanned at most once as the first of a record and once as the rest
 * of one: where an open quote ends depends on the lines after it only, and so is the same for all that open before.
 */
export class CsvReader {
  readonly #delimiter: Delimiter;
  #lines: Line[] = [];
  /** Place of the line that begins the next record. */
  #first = 0;
  /** That line opens a quote. */
  #isOpen = false;
  /** Lines before it were scanned as the rest of an open record, and leave the quote open. */
  #next = 0;
  /** Characters from `first` up to `next`. */
  #length = 0;
  /** How the open quote ends in the line at `next`, once that was scanned. */
  #end: Exclude<Outcome, 'open'> | 'cut' | undefined;
  #work = 0;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  /** Characters scanned so far: never more than three times those that were given. */
  get work(): number {
    return this.#work;
  }

  take(lines: readonly Line[]): readonly CsvRecord[] {
    // Nearly every line of nearly every file.
    if (this.#lines.length === 0 && lines.every(isPlain)) return lines.flatMap((line) => this.#plain(line) ?? []);
    for (const line of lines) this.#lines.push(line);
    return this.#drain(false);
  }

  /** What is left when the file ends. */
  end(): readonly CsvRecord[] {
    return this.#drain(true);
  }

  #plain({ number, text }: Line): CsvRecord | undefined {
    this.#work += text.length;
    return text === '' ? undefined : { line: number, raw: text, fields: text.split(this.#delimiter) };
  }

  #drain(isOver: boolean): readonly CsvRecord[] {
    const records: CsvRecord[] = [];
    for (let line = this.#lines[this.#first]; line; line = this.#lines[this.#first]) {
      if (this.#isOpen ? !this.#close(line, isOver, records) : !this.#begin(line, records)) break;
    }
    this.#forget();
    return records;
  }

  /** Drops what is done with, in large pieces: moving the rest each time would be work that grows with it. */
  #forget(): void {
    if (this.#first < this.#lines.length && this.#first < FORGOTTEN_AT_ONCE) return;
    this.#lines = this.#lines.slice(this.#first);
    this.#next -= this.#first;
    this.#first = 0;
  }

  /** @returns true: a line never waits to be begun */
  #begin(line: Line, records: CsvRecord[]): boolean {
    if (line.cut) return this.#refuse(line, FAULTS.long, records);
    if (isPlain(line)) {
      const record = this.#plain(line);
      if (record) records.push(record);
      return this.#goOn(this.#first + 1);
    }
    const scan: Scan = { fields: [], field: '', quoted: false };
    const outcome = this.#scan(scan, line.text);
    if (outcome === 'malformed') return this.#refuse(line, FAULTS.malformed, records);
    if (outcome === 'closed') {
      records.push({ line: line.number, raw: line.text, fields: scan.fields });
      return this.#goOn(this.#first + 1);
    }
    this.#isOpen = true;
    if (this.#next <= this.#first) {
      this.#next = this.#first + 1;
      this.#length = line.text.length + 1;
    }
    return true;
  }

  /** @returns false where more lines are wanted to see how the open record ends */
  #close(first: Line, isOver: boolean, records: CsvRecord[]): boolean {
    while (this.#end === undefined && this.#length <= MAX_LINE) {
      const line = this.#lines[this.#next];
      if (line === undefined) return isOver && this.#refuse(first, FAULTS.unclosed, records);
      const outcome = line.cut ? 'cut' : this.#scan({ fields: [], field: '', quoted: true }, line.text);
      if (outcome === 'open') {
        this.#length += line.text.length + 1;
        this.#next += 1;
      } else {
        this.#end = outcome;
      }
    }
    if (this.#length > MAX_LINE) return this.#refuse(first, FAULTS.far, records);
    if (this.#end === 'cut') return this.#refuse(first, FAULTS.unclosed, records);
    if (this.#end === 'malformed') return this.#refuse(first, FAULTS.malformed, records);
    records.push(this.#record(first));
    return this.#goOn(this.#next + 1);
  }

  #record(first: Line): CsvRecord {
    const lines = this.#lines.slice(this.#first, this.#next + 1);
    const scan: Scan = { fields: [], field: '', quoted: false };
    for (const { text } of lines) this.#scan(scan, text);
    return { line: first.number, raw: lines.map(({ text }) => text).join('\n'), fields: scan.fields };
  }

  #scan(scan: Scan, text: string): Outcome {
    this.#work += text.length;
    return scanLine(scan, text, this.#delimiter);
  }

  /** Refuses the first line alone; those after it are read for themselves. */
  #refuse(line: Line, fault: string, records: CsvRecord[]): true {
    const reason = fault === FAULTS.long ? 'too-long' : 'quotes';
    records.push({ line: line.number, raw: line.text, fault, reason });
    return this.#goOn(this.#first + 1);
  }

  #goOn(to: number): true {
    for (const { text } of this.#lines.slice(this.#first, Math.min(to, this.#next))) this.#length -= text.length + 1;
    if (to >= this.#next) this.#end = undefined;
    this.#first = to;
    this.#isOpen = false;
    return true;
  }
}

function isPlain({ text, cut }: Line): boolean {
  return cut === undefined && !text.includes('"');
}

/** Where the scanner stands between two lines of one record. */
interface Scan {
  readonly fields: string[];
  field: string;
  quoted: boolean;
}

/** Goes on with a record by one line. */
function scanLine(scan: Scan, text: string, delimiter: Delimiter): Outcome {
  let position = 0;
  if (scan.quoted) scan.field += '\n';
  for (;;) {
    if (scan.quoted) {
      const end = text.indexOf('"', position);
      scan.field += text.slice(position, end < 0 ? undefined : end);
      if (end < 0) return 'open';
      position = end + 1;
      if (text[position] === '"') {
        scan.field += '"';
        position += 1;
        continue;
      }
      scan.quoted = false;
      if (position < text.length && text[position] !== delimiter) return 'malformed';
    } else if (text[position] === '"') {
      scan.quoted = true;
      position += 1;
      continue;
    } else {
      const end = text.indexOf(delimiter, position);
      scan.field = text.slice(position, end < 0 ? undefined : end);
      position = end < 0 ? text.length : end;
    }
    scan.fields.push(scan.field);
    scan.field = '';
    if (position >= text.length) return 'closed';
    position += 1;
  }
}
