import { idleFigures, sharesAtRest } from './idle.ts';
import { measureNeighbour } from './neighbour.ts';
import type { Figure } from './report.ts';
import { withSojourn } from './sojourn.ts';

/** Two workspaces of a Sojourn of its own: what one of them costs the other, and what both cost asleep. */
export async function measureNeighbourhood(
  customers: number,
  show: (title: string, figures: readonly Figure[]) => void,
): Promise<void> {
  await withSojourn(async (sojourn) => {
    const empty = await sharesAtRest();
    const [quiet, loud] = [await sojourn.workspace('quiet'), await sojourn.workspace('loud')];
    show('A neighbour', await measureNeighbour(quiet, loud, customers));
    show('Everybody asleep', idleFigures(customers, await sharesAtRest(), empty));
  });
}
