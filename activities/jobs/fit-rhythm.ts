import { setImmediate as others } from 'node:timers/promises';
import type { FitResult, TriedFit } from '../../db/jobs/results.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { workspaceTime } from '../../db/workspaces/workspaces.ts';
import type { Rhythm, RhythmFit } from '../../domain/silence/rhythm.ts';
import { zoneOf } from '../../domain/scoring/model.ts';
import { DEFAULT_SILENCE } from '../../domain/silence/silence-model.ts';
import type { BuyingGroup } from '../../domain/rhythm/buying.ts';
import { fitGammaPoisson, fitMbgNbd } from '../../domain/rhythm/fit.ts';
import { countOf } from '../../domain/rhythm/fit-limits.ts';
import type { Fit, Fitting } from '../../domain/rhythm/fit-outcome.ts';
import { fitGammaGamma } from '../../domain/rhythm/fit-spending.ts';
import { dayOf } from '../../domain/time-zone.ts';
import type { Instant } from '../../domain/time.ts';
import { rollOutHere } from '../../jobs/from-activity.ts';
import { keep, openJob, Progress, pulse } from '../../jobs/progress.ts';
import { publish } from '../../publishing/publish.ts';
import { silencePart } from '../../publishing/silence-part.ts';
import type { JobCall } from '../../workflows/job-messages.ts';
import { FitBase } from './fit-base.ts';
import type { JobDeps } from './job-deps.ts';

/** With fewer, the 95 % limit of the first gap rests on a handful of customers. */
const GAPS_NEEDED = 100;
/** By the first of these shares of those who return, a one-time buyer is overdue; by the second, lapsed. */
const OVERDUE_GAP = 0.8;
const LAPSED_GAP = 0.95;
/** Ledgers read between two signs of life. */
const READ_AT_ONCE = 500;

/**
 * Learns from everybody's buying days how this base buys and leaves, and puts it in force where it is accepted and
 * wanted. What it has learned is stored before it is published, so that a repetition publishes the same.
 */
export function createFitRhythm(deps: JobDeps) {
  return async function fitRhythm(input: JobCall): Promise<void> {
    const job = await openJob(deps, input, 'fit');
    if (job === null) return;
    const result = job.result ?? (await learn(deps, job));
    await keep(deps, job, { result });
    if (!job.options.publish || result.rhythm === null || result.published !== null) return;
    const published = await putInForce(deps, job, result.rhythm);
    await keep(deps, job, { result: { ...result, published } });
  };
}

async function learn(deps: JobDeps, job: JobRow<'fit'>): Promise<FitResult> {
  const workspace = await deps.workspace(job.workspace);
  const asOf = workspaceTime(workspace, deps.now());
  const { scoring } = await deps.playbooks.load(job.workspace, workspace.playbook);
  const base = await read(deps, job, dayOf(asOf, zoneOf(scoring.counts)));
  const groups = base.groups();
  pulse();
  const tried = await tryFits(groups);
  const fit = acceptedOf(tried, job);
  const spend = fit && (await run(fitGammaGamma(base.spending())));
  const gaps = base.gaps();
  const known = {
    customers: countOf(groups, 0),
    repeaters: countOf(groups, 1),
    firstGap: gaps >= GAPS_NEEDED ? base.firstGap(OVERDUE_GAP, LAPSED_GAP) : null,
  };
  const rhythm = fit && rhythmOf(job, { ...known, fit, spend, fittedAt: asOf, meanOrder: base.meanOrder() });
  const { summaries } = base;
  return { asOf, ...known, summaries, tried, gaps, gapsNeeded: GAPS_NEEDED, spend, rhythm, published: null };
}

async function read(deps: JobDeps, job: JobRow<'fit'>, end: number): Promise<FitBase> {
  const progress = await Progress.begin(deps, job, await deps.customers.count(job.workspace));
  const base = new FitBase(end);
  let done = 0;
  for await (const ledger of deps.customers.ledgers(job.workspace)) {
    base.add(ledger);
    done += 1;
    if (done % READ_AT_ONCE !== 0) continue;
    pulse();
    await progress.at(done);
  }
  await progress.end(done);
  return base;
}

/** Customers who leave first; where the base does not show that they do, customers who buy for ever. */
async function tryFits(groups: readonly BuyingGroup[]): Promise<readonly TriedFit[]> {
  const leaving = await run(fitMbgNbd(groups));
  if (leaving.is === 'accepted') return [{ by: 'mbg-nbd', outcome: leaving }];
  return [
    { by: 'mbg-nbd', outcome: leaving },
    { by: 'gamma-poisson', outcome: await run(fitGammaPoisson(groups)) },
  ];
}

/** Works step by step, so that customers' decisions on this worker wait for one step at most. */
async function run<Parameters>(fitting: Fitting<Parameters>): Promise<Fit<Parameters>> {
  for (;;) {
    const step = fitting.next();
    if (step.done) return step.value;
    await others();
    pulse();
  }
}

function acceptedOf(tried: readonly TriedFit[], { options }: JobRow<'fit'>): RhythmFit | null {
  const last = tried.at(-1);
  if (last?.by === 'mbg-nbd' && last.outcome.is === 'accepted') {
    const { overdue, lapsed } = options;
    return { by: 'mbg-nbd', parameters: last.outcome.parameters, overdue, lapsed };
  }
  if (last?.by === 'gamma-poisson' && last.outcome.is === 'accepted') {
    // It knows nobody who leaves: the share of gaps that would be over by then takes the place of a chance.
    const { gapOverdue: overdue, gapLapsed: lapsed } = options;
    return { by: 'gamma-poisson', parameters: last.outcome.parameters, overdue, lapsed };
  }
  return null;
}

function rhythmOf(
  { options: { floorDays, capDays } }: JobRow<'fit'>,
  learned: Pick<FitResult, 'customers' | 'repeaters' | 'firstGap' | 'spend'> & {
    readonly fit: RhythmFit;
    readonly fittedAt: Instant;
    readonly meanOrder: number;
  },
): Rhythm {
  const spend = learned.spend?.is === 'accepted' ? learned.spend.parameters : null;
  return { ...learned, spend, floorDays, capDays };
}

async function putInForce(deps: JobDeps, { workspace }: JobRow<'fit'>, rhythm: Rhythm) {
  const rollOut = rollOutHere(deps);
  const { playbook, ...published } = await publish({ stores: deps, now: deps.now, rollOut }, silencePart, {
    workspace,
    id: 'silence',
    source: (before) => ({ ...(before?.source ?? silencePart.sourceOf(DEFAULT_SILENCE)), rhythm }),
  });
  // Published before by an attempt that ended there: the rollout may be missing.
  const rollout = published.rollout ?? (await rollOut(workspace, playbook.version));
  return { silence: playbook.silence.version, playbook: playbook.version, rollout };
}
