import { entry, solve } from './linear.ts';

/** A value and its derivatives by each number it was made from, in their order. */
export interface Slope {
  readonly value: number;
  readonly gradient: readonly number[];
}

/** A smooth function of positive numbers. */
export type Objective = (at: readonly number[]) => Slope;

export interface Bounds {
  readonly lowest: number;
  readonly highest: number;
}

export interface Maximum {
  readonly at: readonly number[];
  readonly value: number;
  /** From the curvature there: for a log-likelihood, the standard errors of `at`. NaN where it did not converge. */
  readonly standardErrors: readonly number[];
  /** No further step would gain anything; false where the search ended for another reason. */
  readonly isConverged: boolean;
  /** Places in `at` where only a bound stopped the search. */
  readonly atBound: readonly number[];
  readonly evaluations: number;
}

/** Where the search stands, in logarithms: positive numbers stay positive, and units do not matter. */
interface Place {
  readonly logs: readonly number[];
  readonly value: number;
  readonly gradient: readonly number[];
}

/** A Newton step gaining less than this is the end: 1e-16 of a log-likelihood is 1e-8 standard errors. */
const GAIN_AT_END = 1e-16;
/** Where rounding hides any better place, this much is near enough. */
const GAIN_UNSEEN = 1e-9;
const MOST_ROUNDS = 200;
const MOST_DAMPINGS = 40;
/** No step changes a parameter more than e²-fold. */
const LONGEST_STEP = 2;
const DIFFERENCE = 1e-4;
/** In the logarithms: a thousandth of the bound. */
const NEAR = 1e-3;
/** Relative rounding of a sum over many customers. */
const ROUNDING = 1e-12;

/**
 * Finds a local maximum by Newton's method in the logarithms, damped until each step climbs (Levenberg, Marquardt).
 * Second derivatives are differences of the first. Deterministic. Yields before each evaluation, so that whoever
 * runs it can let other work go first.
 */
export function* maximise(
  objective: Objective,
  start: readonly number[],
  bounds: Bounds,
): Generator<undefined, Maximum, undefined> {
  let evaluations = 0;
  const visit = function* (logs: readonly number[]): Generator<undefined, Place, undefined> {
    yield;
    evaluations += 1;
    const at = logs.map(Math.exp);
    const { value, gradient } = objective(at);
    return { logs, value, gradient: gradient.map((slope, index) => slope * entry(at, index)) };
  };
  let here = yield* visit(start.map(Math.log));
  let damping = 0.01;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const curvature = yield* curvatureAt(here, visit);
    const newton = stepFrom(here, curvature, 0, bounds);
    const gain = newton ? dot(newton, here.gradient) : Infinity;
    if (gain < GAIN_AT_END) return ended(here, curvature, true, bounds, evaluations);
    const climb = yield* climbFrom(here, curvature, damping, bounds, visit);
    if (!climb) return ended(here, curvature, gain < GAIN_UNSEEN, bounds, evaluations);
    here = climb.to;
    damping = climb.damping / 10;
  }
  return ended(here, yield* curvatureAt(here, visit), false, bounds, evaluations);
}

type Visit = (logs: readonly number[]) => Generator<undefined, Place, undefined>;

/** Minus the second derivatives. */
function* curvatureAt({ logs }: Place, visit: Visit): Generator<undefined, readonly (readonly number[])[], undefined> {
  const rows: number[][] = [];
  for (const index of logs.keys()) {
    const moved = (by: number) => logs.map((log, other) => (other === index ? log + by : log));
    const above = yield* visit(moved(DIFFERENCE));
    const below = yield* visit(moved(-DIFFERENCE));
    rows.push(below.gradient.map((slope, other) => (slope - entry(above.gradient, other)) / (2 * DIFFERENCE)));
  }
  return rows.map((row, i) => row.map((value, j) => (value + (rows[j]?.[i] ?? NaN)) / 2));
}

/** Tries ever shorter steps, turning from Newton's direction to the steepest. */
function* climbFrom(
  here: Place,
  curvature: readonly (readonly number[])[],
  damping: number,
  bounds: Bounds,
  visit: Visit,
): Generator<undefined, { readonly to: Place; readonly damping: number } | undefined, undefined> {
  for (let tries = 0; tries < MOST_DAMPINGS; tries += 1, damping *= 10) {
    const step = stepFrom(here, curvature, damping, bounds);
    if (!step) continue;
    const shorten = Math.min(1, LONGEST_STEP / Math.max(...step.map(Math.abs)));
    const to = yield* visit(here.logs.map((log, index) => within(bounds, log + shorten * entry(step, index))));
    if (isHigher(to, here)) return { to, damping };
  }
  return undefined;
}

/** Solves (curvature + damping) · step = gradient; `undefined` where that does not lead upwards. */
function stepFrom(
  here: Place,
  curvature: readonly (readonly number[])[],
  damping: number,
  bounds: Bounds,
): readonly number[] | undefined {
  const isPinned = here.logs.map((_, index) => isAtBound(here, index, bounds));
  const matrix = curvature.map((row, i) =>
    row.map((value, j) => {
      if (isPinned[i] || isPinned[j]) return i === j ? 1 : 0;
      return i === j ? value + damping * Math.max(Math.abs(value), 1e-6) : value;
    }),
  );
  return solve(
    matrix,
    here.gradient.map((slope, index) => (isPinned[index] ? 0 : slope)),
  );
}

/** At a bound, or so near that the climb to it is lost in rounding, and drawn beyond it. */
function isAtBound({ logs, gradient }: Place, index: number, { lowest, highest }: Bounds): boolean {
  const [log = NaN, slope = NaN] = [logs[index], gradient[index]];
  return (log <= Math.log(lowest) + NEAR && slope <= 0) || (log >= Math.log(highest) - NEAR && slope >= 0);
}

/** Near the top, differences of the value drown in rounding: then the smaller gradient is nearer. */
function isHigher(to: Place, here: Place): boolean {
  if (to.value > here.value + ROUNDING * Math.abs(here.value)) return true;
  const isLevel = to.value > here.value - ROUNDING * Math.abs(here.value);
  return isLevel && dot(to.gradient, to.gradient) < dot(here.gradient, here.gradient);
}

function ended(
  here: Place,
  curvature: readonly (readonly number[])[],
  isConverged: boolean,
  bounds: Bounds,
  evaluations: number,
): Maximum {
  const at = here.logs.map(Math.exp);
  const standardErrors = at.map((value, index) => {
    const unit = at.map((_, other) => (other === index ? 1 : 0));
    const column = isConverged ? solve(curvature, unit) : undefined;
    return value * Math.sqrt(column?.[index] ?? NaN);
  });
  const atBound = at.map((_, index) => index).filter((index) => isAtBound(here, index, bounds));
  return { at, value: here.value, standardErrors, isConverged, atBound, evaluations };
}

function within({ lowest, highest }: Bounds, log: number): number {
  return Math.min(Math.max(log, Math.log(lowest)), Math.log(highest));
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * entry(other, index), 0);
}
