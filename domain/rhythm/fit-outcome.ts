import { countOf, describeShortfalls, type Shortfall } from './fit-limits.ts';
import { type Bounds, maximise, type Maximum, type Objective } from './maximise.ts';

export interface AcceptedFit<Parameters> {
  readonly is: 'accepted';
  readonly parameters: Parameters;
  readonly standardErrors: Parameters;
  readonly logLikelihood: number;
  /** Whom the likelihood is of, and how many of them bought again. */
  readonly customers: number;
  readonly repeaters: number;
}

/** The parameters in force stay in force; `because` is one or two sentences for people. */
export type RefusedFit =
  | {
      readonly is: 'refused';
      readonly code: 'too-little-data';
      readonly because: string;
      readonly shortfalls: readonly Shortfall[];
    }
  | {
      readonly is: 'refused';
      /** `correlated`: spend depends on frequency, which Gamma–Gamma excludes. */
      readonly code: 'degenerate' | 'at-bound' | 'not-converged' | 'correlated';
      readonly because: string;
    };

export type Fit<Parameters> = AcceptedFit<Parameters> | RefusedFit;

/** Yields before each evaluation of the likelihood, of some milliseconds for 100,000 customers; returns the fit. */
export type Fitting<Parameters> = Generator<undefined, Fit<Parameters>, undefined>;

/** No base with weeks as its unit comes near these; a search that does is running away. */
export const BOUNDS: Bounds = { lowest: 1e-5, highest: 1e5 };

/** The highest of the maxima reached from the starts. */
export function* highest(
  objective: Objective,
  starts: readonly (readonly number[])[],
): Generator<undefined, Maximum, undefined> {
  const maxima: Maximum[] = [];
  for (const start of starts) maxima.push(yield* maximise(objective, start, BOUNDS));
  return maxima.reduce((best, one) => (one.value > best.value || Number.isNaN(best.value) ? one : best));
}

export function accepted<Parameters>(
  { at, standardErrors, value }: Maximum,
  groups: readonly { readonly x: number; readonly count: number }[],
  nameOf: (values: readonly number[]) => Parameters,
): AcceptedFit<Parameters> {
  return {
    is: 'accepted',
    parameters: nameOf(at),
    standardErrors: nameOf(standardErrors),
    logLikelihood: value,
    customers: countOf(groups, 0),
    repeaters: countOf(groups, 1),
  };
}

export function tooLittle(shortfalls: readonly Shortfall[]): RefusedFit {
  return { is: 'refused', code: 'too-little-data', because: describeShortfalls(shortfalls), shortfalls };
}

/** What is wrong with any search, whichever the model. */
export function refusalOf({ atBound, isConverged }: Maximum, names: readonly string[]): RefusedFit | undefined {
  const bound = atBound.map((index) => names[index] ?? '').join(', ');
  if (bound !== '') {
    return {
      is: 'refused',
      code: 'at-bound',
      because: `The best fit lies at the bound of ${bound}: these customers do not differ as the model supposes.`,
    };
  }
  if (isConverged) return undefined;
  return { is: 'refused', code: 'not-converged', because: 'The search for the best fit found no summit.' };
}
