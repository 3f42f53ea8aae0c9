/** `units` ÷ 10^`scale`, exactly: money never passes through floating point. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Minor units; the same limit as for single events. */
export const MOST_MONEY = 1_000_000_000_000;

export const ZERO: Decimal = { units: 0n, scale: 0 };

const PLAIN = /^([+-]?)(\d{0,18})(?:\.(\d{0,18}))?$/;

/** Reads `22.2`, `-4`, `.5`; no thousands separators, exponents or currency signs: they are read in more ways than one. */
export function parseDecimal(text: string): Decimal | undefined {
  const parts = PLAIN.exec(text);
  const whole = parts?.[2] ?? '';
  const fraction = parts?.[3] ?? '';
  if (!parts || whole + fraction === '') return undefined;
  const units = BigInt(whole + fraction);
  return { units: parts[1] === '-' ? -units : units, scale: fraction.length };
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
