import type { Readable } from 'node:stream';
import { UnknownEncoding } from './cells/encoding.ts';
import { MAX_LINE } from './cells/lines.ts';

/** A file that is arriving: its beginning has been read, nothing is stored. */
export interface Upload {
  /** The first line and perhaps more, as text. */
  readonly head: string;
  /** The whole file, beginning included. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Line breaks that have passed through `chunks`, and a last line without one. */
  readonly lines: () => number;
  /** Bytes that have passed through `chunks`. */
  readonly bytes: () => number;
  /** Throws the rest away, so that whoever sends it can read the answer. */
  readonly discard: () => Promise<void>;
}

/** Said of a job whose file was never stored to its end. */
export const NOT_WHOLE = 'the file did not arrive whole; send it again';

export class UploadTooLarge extends Error {
  override readonly name = 'UploadTooLarge';
}

/** Bytes. */
const MOST_BYTES = 2 * 1_024 ** 3;
const NEWLINE = 0x0a;

/**
 * Reads the beginning of a body. While `chunks` is read it throws UploadTooLarge beyond `mostBytes`, or the body's own
 * error where the sender goes away.
 */
export async function openUpload(body: Readable, mostBytes: number = MOST_BYTES): Promise<Upload> {
  const source = bytesOf(body);
  const head = await readBeginning(source);
  let bytes = 0;
  let breaks = 0;
  let last = NEWLINE;
  function count(chunk: Uint8Array): void {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new UploadTooLarge(`a file may have at most ${mostBytes} bytes`);
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) breaks += 1;
    last = chunk.at(-1) ?? last;
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) count(head);
    if (head.length > 0) yield head;
    for (let next = await source.next(); !next.done; next = await source.next()) {
      count(next.value);
      yield next.value;
    }
  }
  return {
    head: textOf(head),
    chunks: chunks(),
    lines: () => breaks + (last === NEWLINE ? 0 : 1),
    bytes: () => bytes,
    discard: async () => {
      await source.return(undefined);
      body.resume();
    },
  };
}

/** Ending it early leaves the body, and so the connection, alive. */
async function* bytesOf(body: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  }
}

/** Also where it ends in the middle of a character. */
function textOf(head: Uint8Array): string {
  const decoding = new UnknownEncoding();
  return decoding.take(head) || decoding.end();
}

/** Something besides blanks, delimiters, and the marks and the zero bytes of encodings. */
const PRINTING = /[^\s,;|"\0\u00bb\u00bf\u00ef\u00fe\u00ff]/;

/** Up to and including the chunk that ends the first line that is not blank. */
async function readBeginning(source: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let hasBegun = false;
  while (length <= MAX_LINE) {
    const next = await source.next();
    if (next.done) break;
    parts.push(next.value);
    length += next.value.length;
    const text = Buffer.from(next.value).toString('latin1');
    const start: number = hasBegun ? 0 : text.search(PRINTING);
    hasBegun ||= start >= 0;
    if (hasBegun && text.includes('\n', start)) break;
  }
  return Buffer.concat(parts);
}
