import type { StepHandler } from './step.ts';

export const stop: StepHandler<'stop'> = (step) => ({ go: 'leave', because: { by: 'stop', reason: step.reason } });
