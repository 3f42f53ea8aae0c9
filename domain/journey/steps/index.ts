import type { StepKind, StepOf } from '../definition.schema.ts';
import { branch } from './branch.ts';
import { place } from './place.ts';
import { send } from './send.ts';
import type { StepHandler, StepOutcome, StepRun } from './step.ts';
import { stop } from './stop.ts';
import { wait } from './wait.ts';

/** A new kind of step does not compile until it is named here. */
const STEPS: { readonly [Kind in StepKind]: StepHandler<Kind> } = { send, place, wait, branch, stop };

type Steps = { [Kind in StepKind]: StepOf<Kind> };

/** Takes one step of any kind. */
export function takeStep<Kind extends StepKind>(
  step: { [K in Kind]: Steps[K] & { type: K } }[Kind],
  run: StepRun,
): StepOutcome {
  return STEPS[step.type](step, run);
}
