import { measureIdle } from './idle.ts';
import { measureNeighbour } from './neighbour.ts';
import { printFigures } from './report.ts';
import { withSojourn } from './sojourn.ts';

const customers = Number(process.argv[2] ?? 40_000);
await withSojourn(async (sojourn) => {
  printFigures('Idle, nobody there', await measureIdle(1));
  const [quiet, loud] = [await sojourn.workspace('quiet'), await sojourn.workspace('loud')];
  printFigures('A neighbour', await measureNeighbour(quiet, loud, customers));
  printFigures('Idle', await measureIdle(customers));
});
process.exit(0);
