import { measureLargeImport } from './large-import.ts';
import { printFigures } from './report.ts';
import { withSojourn } from './sojourn.ts';

const MEGABYTES = 1_000;

/** `npm run bench:import [-- megabytes]`: a large file of orders, minutes by its size. */
async function main(megabytes: number): Promise<number> {
  if (!Number.isSafeInteger(megabytes) || megabytes < 1) {
    console.error('Say how many megabytes, as a whole number: npm run bench:import -- 1000');
    return 2;
  }
  const figures = await withSojourn(async (sojourn) => measureLargeImport(await sojourn.workspace('large'), megabytes));
  return printFigures('Import of a large file', figures) ? 1 : 0;
}

process.exit(await main(Number(process.argv[2] ?? MEGABYTES)));
