import { purposeOf } from '../../channels/channel.ts';
import { consentWord } from '../../decision/profile.ts';
import { customerIdOf } from '../../keys.ts';
import { isHeldOut } from '../../policy/holdout.ts';
import { attempt } from './send-attempt.ts';
import { hasSent, listenToChain, takeChain } from './send-chain.ts';
import { categoryOf, isChain, sendSchema, type OneChannelStep, type SendStep } from './send-step.ts';
import type { StepKind, StepOutcome, StepRun } from './step.ts';

function take(step: SendStep, run: StepRun): StepOutcome {
  return isChain(step) ? takeChain(step, run) : takeOne(step, run);
}

/** Consent and the holdout, then whatever policies say. */
function takeOne(step: OneChannelStep, run: StepRun): StepOutcome {
  const { state, playbook, sandbox, customer } = run.context;
  // An earlier version of the step was a chain, and has sent something.
  if (hasSent(run.inside)) return { go: 'on' };
  // In a sandbox nobody has to be asked; whoever has said no is not written to, and the timeline says so.
  const word = consentWord(state.profile, step.channel, purposeOf(categoryOf(step)));
  if (word === 'withdrawn' || (word === 'none' && !sandbox)) return { go: 'on', skipped: 'no-consent' };
  if (isHeldOut(playbook.policies, customerIdOf(customer))) return { go: 'on', skipped: 'holdout' };
  const found = attempt(step, step, run, run.inside.since);
  switch (found.is) {
    case 'skipped':
      return { go: 'on', skipped: found.because };
    case 'held':
      return { go: 'wait', waiting: found.waiting };
    case 'decided':
      return { go: 'on', sent: found.sent, effect: found.effect };
  }
}

export const send = {
  schema: sendSchema,
  names: [],
  // A chain may take days: of what happened before, nothing is known behind it.
  brings: (step: SendStep) => (isChain(step) ? [] : null),
  faults: () => [],
  take,
  listen: (step: SendStep) => (isChain(step) ? listenToChain(step) : null),
} satisfies StepKind<SendStep>;
