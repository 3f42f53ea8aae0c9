import { memoryNow } from './cpu.ts';
import { idleFigures, sharesAtRest } from './idle.ts';
import { measureNeighbour } from './neighbour.ts';
import type { Figure } from './report.ts';
import { CACHED_CUSTOMERS } from '../worker/worker.ts';
import { withSojourn } from './sojourn.ts';

/** Two workspaces of a Sojourn of its own: what one of them costs the other, and what both cost asleep. */
export async function measureNeighbourhood(
  customers: number,
  show: (title: string, figures: readonly Figure[]) => void,
): Promise<void> {
  await withSojourn(async (sojourn) => {
    const empty = await sharesAtRest();
    const before = await memoryNow('worker');
    const [quiet, loud] = [await sojourn.workspace('quiet'), await sojourn.workspace('loud')];
    show('A neighbour', await measureNeighbour(quiet, loud, customers));
    show('Everybody asleep', idleFigures(customers, await sharesAtRest(), empty));
    show('A customer in the cache of a worker', memoryFigures(customers, before, await memoryNow('worker')));
  });
}

/** Whoever was woken last is in the cache; what the worker holds besides, such as playbooks, counts as theirs. */
function memoryFigures(customers: number, before: number, after: number): readonly Figure[] {
  const cached = Math.min(customers, CACHED_CUSTOMERS);
  const each = ((after - before) * 1_024) / cached;
  return [
    {
      what: `memory of the worker for each of ${cached.toLocaleString('en')}`,
      measured: `${each.toFixed(0)} KiB`,
      goal: `(${before.toFixed(0)} MiB with nobody there, ${after.toFixed(0)} MiB after)`,
      ok: true,
    },
  ];
}
