import { minorDigits, wholeMoneyText } from '../../domain/currency.ts';

/** Lines of text in columns: the first one to the left, the others to the right; two spaces between. */
export function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  '),
  );
}

/** Whole main units, such as €12,345, of an amount in minor units of a currency that ISO 4217 knows. */
export function wholeMoney(amount: number, currency: string): string {
  return wholeMoneyText(amount, { currency, digits: minorDigits(currency) ?? 2 });
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function count(number: number): string {
  return number.toLocaleString('en');
}
