/** One figure: what was measured, what it is held against, and whether it is reached. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly ok: boolean;
}

/** @returns whether a goal was missed */
export function printFigures(title: string, figures: readonly Figure[]): boolean {
  console.log(`\n${title}`);
  const width = Math.max(...figures.map(({ what }) => what.length));
  const middle = Math.max(...figures.map(({ measured }) => measured.length));
  for (const { what, measured, goal, ok } of figures) {
    console.log(`  ${ok ? 'ok  ' : 'MISS'}  ${what.padEnd(width)}  ${measured.padStart(middle)}  ${goal}`);
  }
  return figures.some(({ ok }) => !ok);
}

/** The value below which a share `p` of the sample lies. */
export function percentile(sample: readonly number[], p: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

export async function until(isSo: () => Promise<boolean>, everyMs = 5): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, everyMs));
}
