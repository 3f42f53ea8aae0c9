/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUNDS: readonly number[] = fractions(64, (prime) => prime ** (1 / 3));
/** The same of the square roots of the first eight. */
const START: readonly number[] = fractions(8, Math.sqrt);

/**
 * Where an id falls among all ids: 0 up to but not 1, evenly, always the same for the same salt, and unrelated between
 * two salts. It is the first 52 bits of SHA-256 of `salt:id`.
 */
export function bucketOf(salt: string, id: string): number {
  const [high = 0, low = 0] = sha256(utf8(`${salt}:${id}`));
  return (high * 2 ** 20 + (low >>> 12)) / 2 ** 52;
}

/** @returns eight words of 32 bits, most significant first */
function sha256(bytes: readonly number[]): readonly number[] {
  const padded = [...bytes, 0x80, ...zeros(bytes.length), ...lengthOf(bytes.length * 8)];
  const hash = [...START];
  for (let block = 0; block < padded.length; block += 64) {
    const words = Array.from({ length: 16 }, (_, n) => wordAt(padded, block + n * 4));
    mix(hash, expanded(words));
  }
  return hash;
}

function mix(hash: number[], words: readonly number[]): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (const [round, word] of words.entries()) {
    const choice = (e & f) ^ (~e & g);
    const first = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + (ROUNDS[round] ?? 0) + word;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) >>> 0, c, b, a, (first + second) >>> 0];
  }
  for (const [place, value] of [a, b, c, d, e, f, g, h].entries()) hash[place] = ((hash[place] ?? 0) + value) >>> 0;
}

function expanded(words: readonly number[]): readonly number[] {
  const all = [...words];
  for (let n = 16; n < 64; n += 1) {
    const [x = 0, y = 0, u = 0, v = 0] = [all[n - 15], all[n - 2], all[n - 16], all[n - 7]];
    const low = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const high = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    all.push((u + low + v + high) >>> 0);
  }
  return all;
}

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function wordAt(bytes: readonly number[], at: number): number {
  return [0, 1, 2, 3].reduce((word, n) => ((word << 8) | (bytes[at + n] ?? 0)) >>> 0, 0);
}

/** What fills the last block up to its length in bits, which takes eight bytes. */
function zeros(length: number): readonly number[] {
  return Array.from({ length: (119 - (length % 64)) % 64 }, () => 0);
}

function lengthOf(bits: number): readonly number[] {
  return Array.from({ length: 8 }, (_, place) => Math.floor(bits / 2 ** (8 * (7 - place))) % 256);
}

function utf8(text: string): readonly number[] {
  return Array.from(text.toWellFormed()).flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return [code];
    const tail = (shift: number) => 0x80 | ((code >> shift) & 0x3f);
    if (code < 0x800) return [0xc0 | (code >> 6), tail(0)];
    if (code < 0x10000) return [0xe0 | (code >> 12), tail(6), tail(0)];
    return [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
  });
}

function fractions(count: number, root: (prime: number) => number): readonly number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes.map((prime) => Math.floor((root(prime) % 1) * 2 ** 32));
}
