import type { DecimalMark } from '../../db/jobs/reading.ts';

const NUMBER = /^[+-]?[\d.,]*\d[\d.,]*$/;
/** One mark with exactly three digits behind and one to three before it: a fraction, or thousands. */
const EITHER = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;
/** Fewer than one in so many may be slips; they are refused row by row. */
export const SLIPS = 100;

/** What the numbers of a file say of its decimal mark. */
export class NumberEvidence {
  readonly #proofs: Record<DecimalMark, number> = { '.': 0, ',': 0 };
  #either: { readonly line: number; readonly text: string } | undefined;

  see(text: string, line: number): void {
    // Whole numbers, nearly all of them.
    if (!text.includes('.') && !text.includes(',')) return;
    if (!NUMBER.test(text)) return;
    if (EITHER.test(text)) this.#either ??= { line, text };
    else this.#proofs[markIn(text)] += 1;
  }

  /** @param digits minor digits of the currency @returns the mark, or a question */
  decide(digits: number): DecimalMark | { readonly question: string } {
    const { '.': points, ',': commas } = this.#proofs;
    const [most, least] = points >= commas ? (['.', commas] as const) : ([',', points] as const);
    if (least * SLIPS > points + commas) {
      const question = `${points} numbers have a decimal point and ${commas} a decimal comma; say decimal=. or decimal=,`;
      return { question };
    }
    if (points + commas > 0 || this.#either === undefined) return most;
    const { line, text } = this.#either;
    if (digits === 3 && text.includes('.')) return '.';
    const question = `"${text}" in line ${line} may be a fraction or thousands, and no other number tells; say decimal=. or decimal=,`;
    return { question };
  }
}

/** The mark of the fraction in a number with more than one, or one that cannot part thousands. */
function markIn(text: string): DecimalMark {
  const point = text.lastIndexOf('.');
  const comma = text.lastIndexOf(',');
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';
  const [mark, other]: readonly [DecimalMark, DecimalMark] = point >= 0 ? ['.', ','] : [',', '.'];
  // 1.234.567 has no fraction: its points part thousands.
  return text.indexOf(mark) === text.lastIndexOf(mark) ? mark : other;
}
