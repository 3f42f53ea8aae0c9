import { spanOf } from '../span.ts';
import { effectHead, type StepHandler } from './step.ts';

/** Shown in our own channel: neither consent nor caps nor quiet hours apply, since nobody is called. */
export const place: StepHandler<'place'> = (step, run) => ({
  go: 'on',
  effect: {
    ...effectHead(step.placement, step, run),
    kind: 'showPlacement',
    placement: step.placement,
    slot: step.slot,
    until: run.context.at + spanOf(step.for),
  },
});
