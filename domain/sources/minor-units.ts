const DECIMAL = /^\s*([+-]?)(\d{1,13})(?:\.(\d{1,30}))?\s*$/;
const HALF = '5';

/**
 * An amount as shops write it, `"19.99"` or 19.99, in minor units of its currency. It is read digit by digit, so nothing is lost on
 * the way: 1.005 with two digits is 101, and 4.35 is 435. What has more digits than the currency is rounded half up.
 * @param digits minor digits by ISO 4217, 0 to 4
 * @returns `undefined` for what is no decimal number
 */
export function minorUnits(value: unknown, digits: number): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const [, sign, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  const up = fraction.charAt(digits) >= HALF ? 1 : 0;
  const amount = Number(`${whole}${kept}`) + up;
  if (!Number.isSafeInteger(amount)) return undefined;
  return sign === '-' && amount !== 0 ? -amount : amount;
}
