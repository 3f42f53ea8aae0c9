import { isUtf8 } from 'node:buffer';
import type { Encoding } from '../../db/jobs/reading.ts';

/** Turns the bytes of a file into text as they arrive. The byte order mark is dropped. */
export interface Decoding {
  take(chunk: Uint8Array): string;
  /** What is left when the file ends. */
  end(): string;
}

/** Text of a known encoding; bytes that are none become U+FFFD. */
export function decoderOf(encoding: Encoding): Decoding {
  const decoder = new TextDecoder(encoding);
  return { take: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() };
}

/**
 * Finds out the encoding from all the bytes: a byte order mark tells; without one it is UTF-8, or Windows-1252 where
 * the bytes cannot be UTF-8. The text on the way is right wherever it is ASCII.
 */
export class UnknownEncoding implements Decoding {
  #marked: Decoding | undefined;
  #encoding: Encoding = 'utf-8';
  #isUtf8 = true;
  /** A character outside ASCII was good UTF-8: then bad bytes are damage, and no other encoding. */
  #hasUtf8 = false;
  #held: Uint8Array = new Uint8Array();
  #hasBegun = false;
  /** A mark anywhere but at the beginning is a character. */
  #hasText = false;

  get encoding(): Encoding {
    return this.#isUtf8 || this.#hasUtf8 ? this.#encoding : 'windows-1252';
  }

  take(chunk: Uint8Array): string {
    if (this.#marked) return this.#marked.take(chunk);
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    if (!this.#hasBegun) {
      if (bytes.length < LONGEST_MARK) return this.#hold(bytes);
      this.#held = new Uint8Array();
      const marked = this.#begin(bytes);
      if (marked) return marked.take(bytes);
    }
    const whole = bytes.length - openTail(bytes);
    this.#hold(bytes.subarray(whole));
    return this.#text(bytes.subarray(0, whole));
  }

  end(): string {
    const bytes = this.#held;
    this.#held = new Uint8Array();
    const marked = this.#hasBegun ? this.#marked : this.#begin(bytes);
    return marked ? marked.take(bytes) + marked.end() : this.#text(bytes);
  }

  #begin(bytes: Uint8Array): Decoding | undefined {
    this.#hasBegun = true;
    const [first, second] = bytes;
    if (first === 0xff && second === 0xfe) this.#encoding = 'utf-16le';
    if (first === 0xfe && second === 0xff) this.#encoding = 'utf-16be';
    this.#marked = this.#encoding === 'utf-8' ? undefined : decoderOf(this.#encoding);
    return this.#marked;
  }

  #hold(bytes: Uint8Array): '' {
    this.#held = bytes;
    return '';
  }

  #text(bytes: Uint8Array): string {
    const isUtf = isUtf8(bytes);
    if (!isUtf) this.#isUtf8 = false;
    const text = new TextDecoder(isUtf || this.#hasUtf8 ? 'utf-8' : 'windows-1252', {
      ignoreBOM: this.#hasText,
    }).decode(bytes);
    // A byte order mark is a character less, too.
    if (isUtf && text.length < bytes.length - (this.#hasText ? 0 : LONGEST_MARK)) this.#hasUtf8 = true;
    this.#hasText = true;
    return text;
  }
}

/** Bytes. */
const LONGEST_MARK = 3;

/** How many bytes at the end begin a UTF-8 character that goes on in the next chunk. */
function openTail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const length = byte >= 0b1111_0000 ? 4 : byte >= 0b1110_0000 ? 3 : byte >= 0b1100_0000 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}
