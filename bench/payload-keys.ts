import { openCoding } from '../codec/coding.ts';
import { newSealKey } from '../db/seal.ts';
import { measureLatency } from './latency.ts';
import type { Figure } from './report.ts';
import { serve } from './served.ts';
import type { Stage } from './stage.ts';

/** In turns: a machine grows slower, and a process warms up. */
const TURNS = ['off', 'per-customer', 'off', 'per-customer'] as const;
type Turn = (typeof TURNS)[number];
/** Two reads of keys and eight passes of AES are a small part of what a lone event waits for. */
const MOST = 1.25;

/** A lone event with what Temporal keeps open, and closed with a key for each customer. */
export async function measurePayloadKeys(stage: Stage): Promise<readonly Figure[]> {
  const secretsKeys = [newSealKey()];
  const seen: Record<Turn, (readonly Figure[])[]> = { off: [], 'per-customer': [] };
  for (const [n, turn] of TURNS.entries()) {
    const coding = openCoding(stage.store, { payloadKeys: turn, secretsKeys });
    const served = await serve(stage, coding);
    try {
      const { workspace, post } = await served.shop(`closed-${n}`, { loyalty: false });
      seen[turn].push(await measureLatency(stage, workspace, post));
    } finally {
      await served.stop();
    }
  }
  const what = 'lone event to readable state, p50';
  const [off, on] = [least(seen.off, what), least(seen['per-customer'], what)];
  return [
    { what: `${what}, off`, measured: `${off.toFixed(1)} ms`, goal: '', ok: true },
    { what: `${what}, per customer`, measured: `${on.toFixed(1)} ms`, goal: '', ok: true },
    { what: 'closed to open', measured: (on / off).toFixed(2), goal: `<= ${MOST}`, ok: on / off <= MOST },
  ];
}

/** Others on the machine only ever add to it. */
function least(runs: readonly (readonly Figure[])[], what: string): number {
  const all = runs.flatMap((figures) => figures.filter((figure) => figure.what === what));
  return Math.min(...all.map(({ measured }) => Number.parseFloat(measured)));
}
