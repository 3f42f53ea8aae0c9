import * as iso4217 from 'dinero.js/currencies';

/** What amounts of a workspace are in. */
export interface Money {
  /** ISO 4217. */
  readonly currency: string;
  /** How many digits minor units take: 2 for cents. */
  readonly digits: number;
}

/** Two currencies come in fifths and not in tenths; ISO 4217 writes their amounts with two digits. */
const DIGITS_OF_FIFTHS = 2;

const DIGITS: ReadonlyMap<string, number> = new Map(
  Object.values(iso4217).map(({ code, base, exponent }) => [code, base === 10 ? exponent : DIGITS_OF_FIFTHS]),
);

/**
 * Minor digits by ISO 4217: 2 for GBP and HUF, 0 for JPY, 3 for KWD. The table comes with a package, and not with the
 * platform, whose digits follow usage and change from one version to the next.
 * @returns `undefined` where there is no such currency, or it has no minor units, as gold has none
 */
export function minorDigits(currency: string): number | undefined {
  return DIGITS.get(currency);
}

/** Minor digits as the platform has them, by which version 0.2.0 read and wrote all amounts. */
export function platformDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units as people write them: 4000 in GBP is `£40.00`. */
export function moneyText(minorUnits: number, { currency, digits }: Money): string {
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(minorUnits / 10 ** digits);
}

/** Whole main units, such as €12,345. */
export function wholeMoneyText(minorUnits: number, { currency, digits }: Money): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 });
  return format.format(minorUnits / 10 ** digits);
}
