import type { z } from 'zod';
import type { DriftSeen } from '../../db/jobs/fit-schedules.ts';
import { JUDGED_DAYS } from '../../db/events/judged-stages.ts';
import { driftOf, LEAST_JUDGED, type Drift } from '../../domain/silence/drift.ts';
import type { ApiDeps } from '../deps.ts';
import type { Here } from '../http/here.ts';
import type { drift as contract } from './drift.contract.ts';

/**
 * How far the predictions of the model in force are off. Where its chances were measured anew because those before were off, it is
 * why, until enough of the new ones have been judged.
 */
export async function driftView(
  { stores, jobs }: Pick<ApiDeps, 'stores' | 'jobs'>,
  { workspace: { _id: workspace }, now }: Here,
  model: number,
): Promise<z.input<typeof contract> | null> {
  const [sums, row] = await Promise.all([
    stores.judged.sums({ workspace, model, by: 'any', now }),
    jobs.fitSchedules.find(workspace),
  ]);
  const live = driftOf(sums, JUDGED_DAYS);
  const seen = row?.drift ?? null;
  if (seen?.recalibratedAs !== model || (live?.judged ?? 0) >= LEAST_JUDGED) return live && viewOf(live);
  return afterwards(seen, model);
}

function afterwards(seen: DriftSeen, model: number): z.input<typeof contract> {
  const because = `Under version ${seen.model}, ${seen.because} Since then chances are measured anew (version ${model}); only a fit tells whether the rule is still the best one.`;
  return { ...viewOf(seen), because };
}

function viewOf({ judged, predicted, actual, alert, because }: Drift): z.input<typeof contract> {
  return { judged, predicted, actual, alert, because };
}
