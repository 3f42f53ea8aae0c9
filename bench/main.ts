import { parseArgs } from 'node:util';
import { PARTS, type Bench } from './parts.ts';
import { printFigures } from './report.ts';
import { serve, type Served } from './served.ts';
import { setStage, type Stage } from './stage.ts';

/** Parts that have servers of their own: those of the others are stopped before. */
const ALONE: readonly string[] = ['payload-keys', 'neighbour', 'large-import'];

/**
 * `npm run bench [-- orders.csv] [--only deadlines,launch]`: every figure beside its goal; rates as ratios to a ceiling
 * of the same run.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
  const names = values.only?.split(',') ?? [...PARTS.keys()];
  const unknown = names.filter((name) => !PARTS.has(name));
  if (unknown.length > 0) {
    throw new Error(`no part is called ${unknown.join(', ')}; there are ${[...PARTS.keys()].join(', ')}`);
  }
  const missed: boolean[] = [];
  let shared: { readonly stage: Stage; readonly api: Served } | undefined;
  const stop = async () => {
    await shared?.api.stop();
    await shared?.stage.stop();
    shared = undefined;
  };
  const bench: Bench = {
    ordersFile: positionals[0],
    async served() {
      if (shared === undefined) {
        const stage = await setStage();
        shared = { stage, api: await serve(stage) };
      }
      return shared;
    },
    print: (title, figures) => missed.push(printFigures(title, figures)),
  };
  try {
    for (const [name, part] of PARTS) {
      if (!names.includes(name)) continue;
      if (ALONE.includes(name)) await stop();
      await part(bench);
    }
  } finally {
    await stop();
  }
  process.exitCode = missed.some(Boolean) ? 1 : 0;
}

await main();
