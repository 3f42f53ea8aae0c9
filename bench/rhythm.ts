import { existsSync } from 'node:fs';
import { buyingOf, groupBuying } from '../domain/rhythm/buying.ts';
import { fitMbgNbd } from '../domain/rhythm/fit.ts';
import type { Purchases } from './references/cdnow.ts';
import { CALIBRATION_END, readMaster, readSample } from './references/cdnow.ts';
import type { Figure } from './report.ts';

/** Fitting the rhythm of a base, on the published CDNOW purchases: one thread, from purchases to parameters. */
export async function measureRhythm(dataFolder: URL): Promise<readonly Figure[]> {
  if (!existsSync(dataFolder)) {
    return [{ what: 'rhythm of a base', measured: 'not measured: no reference data', goal: '', ok: true }];
  }
  const [sample, master] = [await readSample(dataFolder), await readMaster(dataFolder)];
  return [fitting('fit of 2,357 customers (MBG/NBD)', sample, 2), fitting('fit of 23,570 customers', master, 10)];
}

function fitting(what: string, purchases: Purchases, goal: number): Figure {
  const started = performance.now();
  const buying = [...purchases.values()].flatMap((all) => {
    return (
      buyingOf(
        all.map(({ day }) => day),
        CALIBRATION_END,
      ) ?? []
    );
  });
  const steps = fitMbgNbd(groupBuying(buying));
  let step = steps.next();
  while (!step.done) step = steps.next();
  const seconds = (performance.now() - started) / 1_000;
  const isFit = step.value.is === 'accepted' && buying.length > 2_000;
  return { what, measured: `${seconds.toFixed(2)} s`, goal: `<= ${goal} s`, ok: isFit && seconds <= goal };
}
