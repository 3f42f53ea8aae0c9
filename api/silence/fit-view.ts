import type { z } from 'zod';
import type { FitResult, TriedFit } from '../../db/jobs/results.ts';
import type { Rhythm } from '../../domain/silence/rhythm.ts';
import type { Fit } from '../../domain/rhythm/fit-outcome.ts';
import { isoTime } from '../../domain/time.ts';
import { backTestView } from './back-test-view.ts';
import type { fitResult, outcome, rhythm } from './fit.contract.ts';

export function rhythmView({ fit, fittedAt, ...rest }: Rhythm): z.infer<typeof rhythm> {
  const { by, parameters, overdue, lapsed } = fit;
  return {
    ...rest,
    by,
    parameters: { ...parameters },
    overdue: overdue ?? null,
    lapsed: lapsed ?? null,
    fittedAt: isoTime(fittedAt),
    firstGap: rest.firstGap && { ...rest.firstGap },
    spend: rest.spend && { ...rest.spend },
  };
}

export function fitResultView(result: FitResult): z.infer<typeof fitResult> {
  const { asOf, customers, repeaters, summaries, gaps, gapsNeeded, published } = result;
  return {
    asOf: isoTime(asOf),
    customers,
    repeaters,
    summaries,
    accepted: result.rhythm !== null,
    tried: result.tried.map(triedView),
    gaps,
    gapsNeeded,
    spend: result.spend && outcomeView('gamma-gamma', result.spend),
    backTest: backTestView(result),
    rhythm: result.rhythm && rhythmView(result.rhythm),
    published: published && { ...published },
  };
}

function triedView(tried: TriedFit): z.infer<typeof outcome> {
  return tried.by === 'mbg-nbd' ? outcomeView(tried.by, tried.outcome) : outcomeView(tried.by, tried.outcome);
}

function outcomeView<Parameters extends Readonly<Record<keyof Parameters, number>>>(
  by: z.infer<typeof outcome>['by'],
  fit: Fit<Parameters>,
): z.infer<typeof outcome> {
  if (fit.is === 'refused') {
    const shortfalls = 'shortfalls' in fit ? { shortfalls: fit.shortfalls.map((one) => ({ ...one })) } : {};
    return { by, accepted: false, code: fit.code, because: fit.because, ...shortfalls };
  }
  const { logLikelihood, customers, repeaters } = fit;
  const standardErrors = Object.entries<number>({ ...fit.standardErrors }).map(([name, error]) => [
    name,
    Number.isFinite(error) ? error : null,
  ]);
  return {
    by,
    accepted: true,
    parameters: { ...fit.parameters },
    standardErrors: Object.fromEntries(standardErrors),
    logLikelihood,
    customers,
    repeaters,
  };
}
