import { capOf, isCapped, rememberSent } from '../../policy/caps.ts';
import { quietUntil } from '../../policy/quiet-hours.ts';
import { isTimeZone } from '../../time-zone.ts';
import { HOUR, type Instant } from '../../time.ts';
import { templateContext } from '../../template-context.ts';
import type { JourneyContext } from '../context.ts';
import { effectHead, type StepHandler } from './step.ts';

/** Consent, then quiet hours, then the cap: a message that is only held back takes nobody's place under the cap. */
export const send: StepHandler<'send'> = (step, run) => {
  const { context, sent } = run;
  const { state, at } = context;
  const { policies } = context.playbook;
  if (!context.sandbox && state.profile.email?.granted !== true) return { go: 'on', skipped: 'no-consent' };
  const until = quietEnd(context);
  if (until !== null) {
    return until - run.since > policies.holdAtMostHours * HOUR
      ? { go: 'on', skipped: 'quiet-hours' }
      : { go: 'wait', waiting: { for: 'quiet-hours', until } };
  }
  if (isCapped(sent, capOf(policies, state.standing?.segment ?? null), at)) return { go: 'on', skipped: 'capped' };
  return {
    go: 'on',
    sent: rememberSent(sent, policies, at),
    effect: {
      ...effectHead('email', step, run),
      kind: 'sendMessage',
      channel: step.channel,
      context: templateContext(state, context.playbook, context.reading.totals()),
    },
  };
};

/** A zone that this machine does not know must not stop the customer: the workspace's own is used. */
function quietEnd({ at, playbook, state, timezone }: JourneyContext): Instant | null {
  const { quietHours } = playbook.policies;
  if (quietHours === null) return null;
  const own = state.profile.timezone?.name;
  return quietUntil(at, quietHours, own && isTimeZone(own) ? own : timezone);
}
