/** Rows under a head and a rule, each column as wide as its widest cell. @param align of all columns but the first */
export function tableLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: 'left' | 'right' = 'left',
): readonly string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const padded = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return align === 'right' && column > 0 ? cell.padStart(width) : cell.padEnd(width);
  };
  const rule = widths.map((width) => '-'.repeat(width));
  return [head, rule, ...rows].map((row) => row.map(padded).join('  ').trimEnd());
}
