import { MAX_LINE, type Line } from './lines.ts';

/** One record of a file, or why it is none. Line numbers are those of its first line. */
export type CsvRecord =
  | { readonly line: number; readonly raw: string; readonly fields: readonly string[] }
  | { readonly line: number; readonly raw: string; readonly fault: string };

const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** The one the header holds most often; a comma where there is none at all. */
export function delimiterOf(header: string): Delimiter {
  const count = (delimiter: Delimiter) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

/**
 * Puts lines together to records (RFC 4180; a quote inside an unquoted field is taken as it stands). A quote that is
 * never closed costs its own line only: the lines after it are read again as if it were not there.
 */
export class CsvReader {
  readonly #delimiter: Delimiter;
  /** Lines of the record whose quote is open. */
  #open: Line[] = [];
  #scan: Scan | undefined;
  #length = 0;

  constructor(delimiter: Delimiter) {
    this.#delimiter = delimiter;
  }

  take(lines: readonly Line[]): readonly CsvRecord[] {
    const records: CsvRecord[] = [];
    this.#takeAll(lines, records);
    return records;
  }

  /** What is left when the file ends. */
  end(): readonly CsvRecord[] {
    const records: CsvRecord[] = [];
    while (this.#open.length > 0) {
      this.#takeAll(this.#giveUp(records, 'a quote is opened and never closed'), records);
    }
    return records;
  }

  /** Not deep: a line whose quote opens a record can only close, or spoil, one that is open before it. */
  #takeAll(lines: readonly Line[], records: CsvRecord[]): void {
    for (const line of lines) this.#takeAll(this.#takeLine(line, records), records);
  }

  /** @returns lines to be read again */
  #takeLine(line: Line, records: CsvRecord[]): readonly Line[] {
    if (line.cut) return this.#refuseCut(line, records);
    if (this.#scan === undefined && !line.text.includes('"')) {
      if (line.text !== '') {
        records.push({ line: line.number, raw: line.text, fields: line.text.split(this.#delimiter) });
      }
      return [];
    }
    this.#open.push(line);
    this.#length += line.text.length + 1;
    this.#scan ??= { fields: [], field: '', quoted: false };
    const result = scanLine(this.#scan, line.text, this.#delimiter);
    if (result === 'open' && this.#length <= MAX_LINE) return [];
    if (result === 'open') return this.#giveUp(records, 'a quote is opened and not closed within 64 KB');
    if (result === 'malformed')
      return this.#giveUp(records, 'text follows a closing quote; double quotes inside a field');
    const first = this.#open[0] ?? line;
    records.push({ line: first.number, raw: this.#open.map(({ text }) => text).join('\n'), fields: this.#scan.fields });
    this.#reset();
    return [];
  }

  #refuseCut(line: Line, records: CsvRecord[]): readonly Line[] {
    if (this.#open.length > 0) {
      return [...this.#giveUp(records, 'a quote is opened and never closed'), line];
    }
    records.push({ line: line.number, raw: line.text, fault: 'the line is longer than 64 KB' });
    return [];
  }

  /** Refuses the first open line and gives back those after it. */
  #giveUp(records: CsvRecord[], fault: string): readonly Line[] {
    const [first, ...rest] = this.#open;
    if (first) records.push({ line: first.number, raw: first.text, fault });
    this.#reset();
    return rest;
  }

  #reset(): void {
    this.#open = [];
    this.#scan = undefined;
    this.#length = 0;
  }
}

/** Where the scanner stands between two lines of one record. */
interface Scan {
  readonly fields: string[];
  field: string;
  quoted: boolean;
}

/** Goes on with a record by one line. */
function scanLine(scan: Scan, text: string, delimiter: Delimiter): 'open' | 'closed' | 'malformed' {
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
