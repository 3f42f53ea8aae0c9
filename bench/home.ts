import { AUDIENCES } from './audiences.ts';
import { percentile, type Figure } from './report.ts';
import type { CallApi } from './rollout.ts';

const TIMES = 60;
/** So often before it is measured: what a process has been asked only a few times is not compiled yet. */
const BEFORE = 30;
/** Milliseconds at the median, over HTTP, with 100,000 customers of whom everybody has been counted. */
const GOAL = 20;
const PATHS = [
  '/v1/segments',
  '/v1/segments/days',
  '/v1/segments/cells',
  '/v1/silence',
  '/v1/journeys',
  '/v1/audiences',
];

/** The numbers of the home page, of a workspace that holds a base. */
export async function measureHome(call: CallApi): Promise<readonly Figure[]> {
  for (const { id, ...audience } of AUDIENCES) {
    await call('PUT', `/v1/audiences/${id}`, audience);
    await call('POST', `/v1/audiences/${id}/publish`);
  }
  return await measureReads(call, PATHS);
}

/**
 * How long each of these calls takes, one after the other.
 * @param goal at the median, milliseconds
 */
export async function measureReads(call: CallApi, paths: readonly string[], goal = GOAL): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const path of paths) {
    for (let n = 0; n < BEFORE; n += 1) await call('GET', path);
    const took: number[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      const started = performance.now();
      await call('GET', path);
      took.push(performance.now() - started);
    }
    const [median, slow] = [percentile(took, 0.5), percentile(took, 0.95)];
    const measured = `${median.toFixed(1)} ms, p95 ${slow.toFixed(1)} ms`;
    figures.push({ what: `GET ${path}`, measured, goal: `<= ${goal} ms`, ok: median <= goal });
  }
  return figures;
}
