import { setImmediate as breath } from 'node:timers/promises';
import { decoderOf, type Decoding } from './encoding.ts';

/** One physical line, without its line break. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Longer than any honest row: only its beginning is kept. */
  readonly cut?: true;
}

/** Characters; what is longer is no row, and must not fill the memory. */
export const MAX_LINE = 65_536;
const KEPT_OF_CUT = 500;

/** Bytes taken in one go: about a millisecond's work, after which others have their turn. */
export const SLICE = 65_536;

/**
 * Splits text into lines as it arrives, in small batches between which whatever else waits has its turn. Both kinds of
 * line break are understood.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  decoding: Decoding = decoderOf('utf-8'),
): AsyncGenerator<readonly Line[]> {
  const splitter = new LineSplitter();
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += SLICE) {
      yield splitter.take(decoding.take(chunk.subarray(from, from + SLICE)));
      await breath();
    }
  }
  yield [...splitter.take(decoding.end()), ...splitter.end()];
}

/** Looks at each character once, in whatever pieces they come. */
export class LineSplitter {
  #number = 0;
  #pieces: string[] = [];
  #length = 0;
  #isCut = false;

  take(text: string): readonly Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#hold(text.slice(from, end));
      lines.push(this.#line());
      from = end + 1;
    }
    this.#hold(text.slice(from));
    return lines;
  }

  end(): readonly Line[] {
    return this.#length === 0 ? [] : [this.#line()];
  }

  #hold(piece: string): void {
    if (piece === '') return;
    this.#length += piece.length;
    if (!this.#isCut) this.#pieces.push(piece);
    if (this.#length <= MAX_LINE || this.#isCut) return;
    this.#isCut = true;
    this.#pieces = [this.#pieces.join('').slice(0, KEPT_OF_CUT)];
  }

  #line(): Line {
    const text = this.#pieces.length === 1 ? (this.#pieces[0] ?? '') : this.#pieces.join('');
    const isCut = this.#isCut;
    this.#number += 1;
    this.#pieces = [];
    this.#length = 0;
    this.#isCut = false;
    if (isCut) return { number: this.#number, text, cut: true };
    return { number: this.#number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
  }
}
