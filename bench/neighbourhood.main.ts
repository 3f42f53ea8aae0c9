import { measureNeighbourhood } from './neighbourhood.ts';
import { printFigures } from './report.ts';

const CUSTOMERS = 40_000;

/** `npm run bench:neighbour [-- customers]`: minutes, by the number of customers. */
async function main(customers: number): Promise<number> {
  if (!Number.isSafeInteger(customers) || customers < 1) {
    console.error('Say how many customers, as a whole number: npm run bench:neighbour -- 40000');
    return 2;
  }
  const missed: boolean[] = [];
  await measureNeighbourhood(customers, (title, figures) => missed.push(printFigures(title, figures)));
  return missed.some(Boolean) ? 1 : 0;
}

process.exit(await main(Number(process.argv[2] ?? CUSTOMERS)));
