import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { tableLines } from '../table.ts';
import { holds, type Reference } from './reference.ts';
import { rfmReferences } from './rfm-r.ts';
import { segmentTableReferences } from './segment-tables.ts';
import { silenceReferences } from './silence.ts';

const BESIDE = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** `npm run verify:references [-- folder]`: every published figure beside ours. */
async function main(folder: string): Promise<number> {
  if (!existsSync(folder)) {
    console.error(`There is no reference data in ${folder}. Name its folder: npm run verify:references -- <folder>`);
    return 1;
  }
  const data = pathToFileURL(`${resolve(folder)}/`);
  const parts = await Promise.all([segmentTableReferences(data), rfmReferences(data), silenceReferences(data)]);
  const references = parts.flat();
  printReferences(references);
  const failed = references.filter((reference) => !holds(reference)).length;
  const values = references.reduce((sum, reference) => sum + reference.values, 0);
  const closing = failed === 0 ? 'all hold' : `${failed} of them do not hold`;
  console.log(`\n${references.length} references, ${values} values compared: ${closing}.`);
  return failed === 0 ? 0 : 1;
}

const COLUMNS = ['source', 'what', 'values', 'expected', 'ours', 'largest difference', 'tolerance', 'ok'];
const WIDEST = 45;

function printReferences(references: readonly Reference[]): void {
  console.log(tableLines(COLUMNS, references.map(cellsOf)).join('\n'));
}

function cellsOf(reference: Reference): readonly string[] {
  const { source, what, values, expected = '', ours = '', largestDifference, tolerance } = reference;
  const ok = holds(reference) ? 'yes' : 'NO';
  const figures = [shortened(expected), shortened(ours), numberText(largestDifference), numberText(tolerance)];
  return [source, what, String(values), ...figures, ok];
}

/** The difference beside it speaks for what does not fit. */
function shortened(text: string): string {
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 2)} …` : text;
}

/** Small ones as powers of ten: nobody counts zeros. */
function numberText(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  return Math.abs(value) < 0.001 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}

process.exitCode = await main(process.argv[2] ?? BESIDE);
