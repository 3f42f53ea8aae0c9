/** Rows that one count is shared out over, so that many who change it at once do not wait for one row. */
export const STRIPES = 16;

/** The same thing is always counted in the same one. */
export function stripeOf(text: string): number {
  let sum = 0;
  for (const sign of text) sum = (sum * 31 + sign.charCodeAt(0)) % 65_521;
  return sum % STRIPES;
}
