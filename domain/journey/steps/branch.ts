import { factsOf, holds } from '../condition.ts';
import type { StepHandler } from './step.ts';

/** The first path whose condition holds; the name of the way taken is its step, or `otherwise`. */
export const branch: StepHandler<'branch'> = (step, run) => {
  const facts = factsOf(run.context, run.event);
  const path = step.paths.find(({ when }) => holds(when, facts));
  return path ? { go: 'on', next: path.next, took: path.next } : { go: 'on', took: 'otherwise' };
};
