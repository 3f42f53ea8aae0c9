import type { DecimalMark } from '../../db/jobs/reading.ts';

/** `units` ÷ 10^`scale`, exactly: money never passes through floating point. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Minor units; the same limit as for single events. */
export const MOST_MONEY = 1_000_000_000_000;

export const ZERO: Decimal = { units: 0n, scale: 0 };

const PLAIN = /^([+-]?)(\d{0,18})(?:\.(\d{0,18}))?$/;
/**
 * Thousands in groups of three, of which the first does not begin with 0. A lone comma must have a fraction behind it:
 * `1,000` is refused where the point is the mark, for that is also what is taken where nobody said so.
 */
const GROUPED: Readonly<Record<DecimalMark, RegExp>> = {
  '.': /^[+-]?[1-9]\d{0,2}(?:(?:,\d{3})+\.\d*|(?:,\d{3}){2,})$/,
  ',': /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$/,
};

/**
 * Reads `22.2`, `-4`, `.5`, and `1,234.50` by the mark that the file has; no exponents and no currency signs. A mark that
 * nobody is sure of must not come here: `1,234` is read in two ways (see `NumberEvidence`).
 */
export function parseDecimal(text: string, mark: DecimalMark = '.'): Decimal | undefined {
  const parts = PLAIN.exec(plain(text, mark));
  const whole = parts?.[2] ?? '';
  const fraction = parts?.[3] ?? '';
  if (!parts || whole + fraction === '') return undefined;
  const units = BigInt(whole + fraction);
  return { units: parts[1] === '-' ? -units : units, scale: fraction.length };
}

function plain(text: string, mark: DecimalMark): string {
  if (!text.includes(',')) return mark === ',' && text.includes('.') ? grouped(text, mark) : text;
  return mark === ',' && !text.includes('.') ? text.replace(',', '.') : grouped(text, mark);
}

/** @returns what is no number where the groups are not right */
function grouped(text: string, mark: DecimalMark): string {
  if (!GROUPED[mark].test(text)) return '';
  return mark === '.' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.');
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const rescaled = ({ units, scale: from }: Decimal) => units * 10n ** BigInt(scale - from);
  return { units: rescaled(a) + rescaled(b), scale };
}

/** Whole minor units of a currency with `digits` of them, halves rounded away from zero: 139.125 → 13913. */
export function toMinorUnits({ units, scale }: Decimal, digits: number): number {
  const shift = scale - digits;
  if (shift <= 0) return Number(units * 10n ** BigInt(-shift));
  const by = 10n ** BigInt(shift);
  const half = by / 2n;
  return Number((units < 0n ? units - half : units + half) / by);
}
