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

/**
 * Splits UTF-8 text into lines as it arrives, one batch per chunk. A byte order mark is dropped, bytes that are no
 * UTF-8 become U+FFFD, and both kinds of line break are understood.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder('utf-8');
  const splitter = new Splitter();
  for await (const chunk of chunks) yield splitter.take(decoder.decode(chunk, { stream: true }));
  yield [...splitter.take(decoder.decode()), ...splitter.end()];
}

class Splitter {
  #number = 0;
  #rest = '';
  #isCut = false;

  take(text: string): readonly Line[] {
    const pieces = (this.#rest + text).split('\n');
    this.#rest = pieces.pop() ?? '';
    const lines = pieces.map((piece) => this.#line(piece));
    if (this.#rest.length > MAX_LINE) this.#isCut = true;
    if (this.#isCut) this.#rest = this.#rest.slice(0, KEPT_OF_CUT);
    return lines;
  }

  end(): readonly Line[] {
    return this.#rest === '' ? [] : [this.#line(this.#rest)];
  }

  #line(piece: string): Line {
    const isCut = this.#isCut || piece.length > MAX_LINE;
    this.#isCut = false;
    this.#number += 1;
    if (isCut) return { number: this.#number, text: piece.slice(0, KEPT_OF_CUT), cut: true };
    return { number: this.#number, text: piece.endsWith('\r') ? piece.slice(0, -1) : piece };
  }
}
