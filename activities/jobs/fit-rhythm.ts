import { setImmediate as others } from 'node:timers/promises';
import type { FitOptions, FitResult, TriedFit } from '../../db/jobs/results.ts';
import type { JobRow } from '../../db/jobs/rows.ts';
import { workspaceTime } from '../../db/workspaces/workspaces.ts';
import { backTest } from '../../domain/backtest/back-test.ts';
import { choose, type Choice } from '../../domain/backtest/choice.ts';
import { summaryOf, type BackTestSummary } from '../../domain/backtest/summary.ts';
import type { PastBase } from '../../domain/backtest/trial.ts';
import type { Rhythm, RhythmFit } from '../../domain/silence/rhythm.ts';
import { zoneOf } from '../../domain/scoring/model.ts';
import { DEFAULT_SILENCE, type SilenceModel } from '../../domain/silence/silence-model.ts';
import type { BuyingGroup } from '../../domain/rhythm/buying.ts';
import { fitGammaPoisson, fitMbgNbd } from '../../domain/rhythm/fit.ts';
import { countOf } from '../../domain/rhythm/fit-limits.ts';
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
/** Ledgers read between two signs of life. */
const READ_AT_ONCE = 500;

/**
 * Learns from everybody's buying days how this base buys and leaves, holds every rule of silence against fixed days on its
 * past, and puts the choice in force where that is wanted. What it has come to is stored before it is published, so that a
 * repetition publishes the same.
 */
export function createFitRhythm(deps: JobDeps) {
  return async function fitRhythm(input: JobCall): Promise<void> {
    const job = await openJob(deps, input, 'fit');
    if (job === null) return;
    const result = job.result ?? (await learn(deps, job));
    await keep(deps, job, { result });
    const { choice } = result;
    if (!job.options.publish || choice === undefined || choice.is === 'as-before' || result.published !== null) return;
    const published = await putInForce(deps, job, choice, result.rhythm);
    await keep(deps, job, { result: { ...result, published } });
  };
}

async function learn(deps: JobDeps, job: JobRow<'fit'>): Promise<FitResult> {
  const workspace = await deps.workspace(job.workspace);
  const asOf = workspaceTime(workspace, deps.now());
  const { scoring, silence } = await deps.playbooks.load(job.workspace, workspace.playbook);
  const customers = await deps.customers.count(job.workspace);
  // Every customer counts twice: when they are read, and while rules are held against their past.
  const progress = await Progress.begin(deps, job, 2 * customers);
  const base = new FitBase(dayOf(asOf, zoneOf(scoring.counts)), customers);
  const read = await readBuyers(deps, job, progress, base);
  const groups = base.groups();
  pulse();
  const tried = await tryFits(groups);
  const fit = acceptedOf(tried);
  const spend = fit && (await run(fitGammaGamma(base.spending())));
  const gaps = base.gaps();
  const known = {
    customers: countOf(groups, 0),
    repeaters: countOf(groups, 1),
    firstGap: gaps >= GAPS_NEEDED ? base.firstGap() : null,
  };
  const rhythm = fit && rhythmOf(job, { ...known, fit, spend, fittedAt: asOf, meanOrder: base.meanOrder() });
  const { summaries } = base;
  const chosen = await chooseRule(base.past(), silence, job.options, async (share) => {
    await progress.at(read + Math.floor(share * read));
  });
  await progress.end(2 * read);
  return {
    asOf,
    ...known,
    summaries,
    tried,
    gaps,
    gapsNeeded: GAPS_NEEDED,
    ...chosen,
    spend,
    rhythm,
    published: null,
  };
}

async function chooseRule(
  past: PastBase,
  { overdueDays, lapsedDays }: SilenceModel,
  { floorDays, capDays, wanted = { by: 'fixed-days' }, bySegment = {} }: FitOptions,
  seen: (share: number) => Promise<void>,
): Promise<{ readonly backTest: BackTestSummary; readonly choice: Choice }> {
  const bounds = { floorDays, capDays };
  const against = wanted.by === 'share' ? { share: wanted.overdue } : { days: overdueDays };
  let share = 0;
  const testing = backTest(past, { bounds, against, done: (part) => (share = part) });
  const tested = await run(testing, () => seen(share));
  const fixed = { overdueDays, lapsedDays };
  const choice = await run(choose(past, tested, { bounds, wanted, bySegment, fixed }));
  return { backTest: summaryOf(tested), choice };
}

async function readBuyers(
  deps: JobDeps,
  job: JobRow<'fit'>,
  progress: Progress<'fit'>,
  base: FitBase,
): Promise<number> {
  let done = 0;
  for await (const buyer of deps.customers.buyers(job.workspace)) {
    base.add(buyer);
    done += 1;
    if (done % READ_AT_ONCE !== 0) continue;
    pulse();
    await progress.at(done);
  }
  return done;
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
async function run<Outcome>(
  working: Generator<undefined, Outcome, undefined>,
  told: () => Promise<void> = async () => {},
): Promise<Outcome> {
  for (;;) {
    const step = working.next();
    if (step.done) return step.value;
    await others();
    pulse();
    await told();
  }
}

function acceptedOf(tried: readonly TriedFit[]): RhythmFit | null {
  const last = tried.at(-1);
  if (last?.by === 'mbg-nbd' && last.outcome.is === 'accepted')
    return { by: 'mbg-nbd', parameters: last.outcome.parameters };
  if (last?.by === 'gamma-poisson' && last.outcome.is === 'accepted') {
    return { by: 'gamma-poisson', parameters: last.outcome.parameters };
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

async function putInForce(
  deps: JobDeps,
  { workspace }: JobRow<'fit'>,
  choice: Exclude<Choice, { readonly is: 'as-before' }>,
  rhythm: Rhythm | null,
) {
  const rollOut = rollOutHere(deps);
  const { playbook, ...published } = await publish({ stores: deps, now: deps.now, rollOut }, silencePart, {
    workspace,
    id: 'silence',
    source: (before) => {
      const source = before?.source ?? silencePart.sourceOf(DEFAULT_SILENCE);
      if (choice.is === 'rule') return { ...source, rhythm, rule: choice.rule };
      const { overdueDays, lapsedDays } = choice;
      return { ...source, overdueDays, lapsedDays, rhythm, rule: null };
    },
  });
  // Published before by an attempt that ended there: the rollout may be missing.
  const rollout = published.rollout ?? (await rollOut(workspace, playbook.version));
  return { silence: playbook.silence.version, playbook: playbook.version, rollout };
}
