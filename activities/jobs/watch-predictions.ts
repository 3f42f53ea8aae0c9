import { log } from '@temporalio/activity';
import { JUDGED_DAYS } from '../../db/events/judged-stages.ts';
import type { FitScheduleRow } from '../../db/jobs/fit-schedules.ts';
import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { driftOf, LEAST_JUDGED, type Drift } from '../../domain/silence/drift.ts';
import { recalibrated } from '../../domain/silence/recalibrate.ts';
import { DEFAULT_SILENCE, type SilenceModel } from '../../domain/silence/silence-model.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { beginJob } from '../../jobs/begin.ts';
import { portsHere, rollOutHere } from '../../jobs/from-activity.ts';
import { publish } from '../../publishing/publish.ts';
import { silencePart } from '../../publishing/silence-part.ts';
import type { JobDeps } from './job-deps.ts';

/**
 * Holds the predictions of the model in force against what became of them, once a day. Where they are off for certain, the chances
 * are measured anew at once; where fits come by themselves, one is begun, since the rule itself may not be the best any more.
 */
export async function watchPredictions(deps: JobDeps, row: WorkspaceRow): Promise<void> {
  const { _id: workspace } = row;
  // While a test clock moves, purchases are on their way.
  if (row.movingTo !== undefined) return;
  const { silence } = await deps.playbooks.load(workspace, row.playbook);
  if (silence.rhythm === null && !silence.rule) return;
  const at = deps.now();
  if (!(await deps.fitSchedules.claimLook(workspace, at, at - DAY))) return;
  await look(deps, row, silence, at);
}

async function look(deps: JobDeps, row: WorkspaceRow, silence: SilenceModel, at: Instant): Promise<void> {
  const { _id: workspace } = row;
  const judged = { workspace, model: silence.version, by: 'any', now: workspaceTime(row, at) } as const;
  const all = driftOf(await deps.judged.sums(judged), JUDGED_DAYS);
  const anew = await recalibrate(deps, row, silence);
  // Those by the rule may be off for certain though all together are not.
  const drift = all?.alert ? all : (anew?.drift ?? all);
  const before = await deps.fitSchedules.find(workspace);
  if (drift?.alert) await beginFit(deps, before, drift, silence);
  // Why chances were measured anew is kept until enough of the new ones have been judged.
  const isTooEarly = (drift?.judged ?? 0) < LEAST_JUDGED;
  if (isTooEarly && before?.drift?.recalibratedAs === silence.version) return;
  const seen = { at, model: silence.version, recalibratedAs: anew?.version ?? null };
  await deps.fitSchedules.noteDrift(workspace, drift && { ...drift, ...seen });
}

/** One for each version of the model: where it has changed nothing, another one of nearly the same base would change nothing. */
async function beginFit(
  deps: JobDeps,
  row: FitScheduleRow | null,
  { because }: Drift,
  { version }: SilenceModel,
): Promise<void> {
  if (row === null) return;
  const { _id: workspace, wanted, drift: before } = row;
  log.warn('predictions of silence are off', { workspace, version, because });
  if (wanted === null || (before?.alert && before.model === version)) return;
  const cause = { by: 'drift', because } as const;
  await beginJob(portsHere(deps), workspace, { kind: 'fit', options: wanted.options, cause });
}

interface Recalibrated {
  /** The version that holds the new chances. */
  readonly version: number;
  /** What those of the rule by themselves were off by. */
  readonly drift: Drift;
}

/** @returns `null` where chances by the rule are not off for certain, or somebody else has published meanwhile */
async function recalibrate(
  deps: JobDeps,
  row: WorkspaceRow,
  { version: model, rule }: SilenceModel,
): Promise<Recalibrated | null> {
  if (!rule || rule.calibration.length === 0) return null;
  const { _id: workspace } = row;
  const judged = { workspace, model, by: 'rhythm', now: workspaceTime(row, deps.now()) } as const;
  const drift = driftOf(await deps.judged.sums(judged), JUDGED_DAYS);
  if (!drift?.alert) return null;
  const calibration = recalibrated(rule.calibration, await deps.judged.chances(judged));
  const { content } = await publish({ stores: deps, now: deps.now, rollOut: rollOutHere(deps) }, silencePart, {
    workspace,
    id: 'silence',
    source: (before) => {
      const source = before?.source ?? silencePart.sourceOf(DEFAULT_SILENCE);
      // What was judged are the chances of that version, and of no other.
      return before?.content.version === model ? { ...source, rule: { ...rule, calibration } } : source;
    },
  });
  return content.version === model + 1 && content.limitsOf !== undefined ? { version: content.version, drift } : null;
}
