import { measureNeighbourhood } from './neighbourhood.ts';
import { printFigures } from './report.ts';

const CUSTOMERS = 40_000;

/** `npm run bench:neighbour [-- customers]`: minutes, by the number of customers. */
await measureNeighbourhood(Number(process.argv[2] ?? CUSTOMERS), printFigures);
process.exit(0);
