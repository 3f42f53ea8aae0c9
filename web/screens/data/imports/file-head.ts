/** The beginning of a file, as far as people look at it; the server reads the whole of it by itself. */
export interface FileHead {
  readonly present: readonly string[];
  readonly rows: readonly HeadRow[];
}

interface HeadRow {
  /** Where the row begins; the first line of the file is 1. */
  readonly line: number;
  /** In the order of the columns. */
  readonly cells: readonly string[];
}

const ROWS = 20;
const DELIMITERS = [',', ';', '\t', '|'] as const;
type Delimiter = (typeof DELIMITERS)[number];
/** How a spreadsheet is told which delimiter a file has. */
const SEPARATOR = /^"?sep=([,;\t|])"?$/i;
/** Only delimiters, perhaps quoted. */
const BLANK = /^[\s,;|"]*$/;

/** Reads columns and first rows of a text that may break off anywhere; `null`: there are no columns in it. */
export function headOf(text: string, format: 'csv' | 'ndjson'): FileHead | null {
  return format === 'csv' ? headOfCsv(text) : headOfObjects(text);
}

function headOfCsv(text: string): FileHead | null {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => !BLANK.test(line) && !SEPARATOR.test(line.trim()));
  const header = lines[first];
  if (header === undefined || header.includes('\0')) return null;
  const named = lines.slice(0, first).flatMap((line) => SEPARATOR.exec(line.trim())?.[1] ?? []);
  const delimiter = DELIMITERS.find((each) => each === named[0]) ?? delimiterOf(header);
  const [head, ...rows] = recordsOf(lines, first, delimiter);
  return head ? { present: head.cells.map((name) => name.trim()), rows } : null;
}

/** The one the header holds most often, as the server finds it. */
function delimiterOf(header: string): Delimiter {
  const times = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.toSorted((a, b) => times(b) - times(a))[0] ?? ',';
}

/** Records from a line on: the header, and the first rows. A quoted cell may go over several lines. */
function recordsOf(lines: readonly string[], from: number, delimiter: string): readonly HeadRow[] {
  const records: HeadRow[] = [];
  let begun: { readonly line: number; readonly text: string } | undefined;
  for (const [place, text] of lines.entries()) {
    if (place < from || records.length > ROWS) continue;
    begun = begun ? { line: begun.line, text: `${begun.text}\n${text}` } : { line: place + 1, text };
    if (isOpen(begun.text)) continue;
    if (!BLANK.test(begun.text)) records.push({ line: begun.line, cells: cellsOf(begun.text, delimiter) });
    begun = undefined;
  }
  return records;
}

function isOpen(text: string): boolean {
  return (text.split('"').length - 1) % 2 === 1;
}

function cellsOf(text: string, delimiter: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let before = '';
  for (const character of text) {
    if (character === '"') {
      isQuoted = !isQuoted;
      // Two quotes in a quoted cell are one.
      if (isQuoted && before === '"') cell += '"';
    } else if (character === delimiter && !isQuoted) {
      cells.push(cell);
      cell = '';
    } else {
      cell += character;
    }
    before = character;
  }
  return [...cells, cell];
}

function headOfObjects(text: string): FileHead | null {
  const objects = text
    .split(/\r?\n/)
    .map((line, place) => ({ line: place + 1, object: objectIn(line) }))
    .filter(({ object }) => object !== null);
  const present = Object.keys(objects[0]?.object ?? {});
  if (present.length === 0) return null;
  const rows = objects.slice(0, ROWS).map(({ line, object }) => {
    const values = new Map(Object.entries(object ?? {}));
    return { line, cells: present.map((name) => String(values.get(name) ?? '')) };
  });
  return { present, rows };
}

function objectIn(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The text of the beginning of a file: UTF-8, UTF-16 with its mark, or else Windows-1252. */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    // Where the beginning ends in the middle of a character, that is no fault.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The length of the whole lines among the bytes; all of them where there is no line break. */
export function wholeLines(bytes: Uint8Array): number {
  const last = bytes.lastIndexOf(0x0a);
  return last < 0 ? bytes.length : last + 1;
}
