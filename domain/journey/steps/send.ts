import { z } from 'zod';
import { customerIdOf } from '../../keys.ts';
import { capOf, isCapped, rememberSent } from '../../policy/caps.ts';
import { isHeldOut } from '../../policy/holdout.ts';
import { quietUntil } from '../../policy/quiet-hours.ts';
import { templateContext } from '../../words/template-context.ts';
import { HOUR, type Instant } from '../../time.ts';
import { zoneOfCustomer, type JourneyContext } from '../walk/context.ts';
import { common, line } from './options.ts';
import { effectHead, type StepKind, type StepOutcome, type StepRun } from './step.ts';

/** What templates see; `templateVariables` gives them their values. `test/api/openapi.test.ts` compares the names. */
const VARIABLES =
  'Variables, as of the decision: customer (the id), segment, previous_segment, score (such as R5F4M3), orders and ' +
  'revenue (in the window; minor units), days_since_last, unsubscribe_url. Each is one text or number without parts, ' +
  'or nil where nothing is known: {% if segment %} asks. All standard Liquid filters; of the tags all but include, ' +
  'render, layout, block and tablerow. Publishing renders it for every segment and for somebody of whom nothing is known.';

const schema = z
  .strictObject({
    ...common,
    type: z.literal('send').describe('Sends a message. Consent, caps and quiet hours may hold it back or skip it'),
    channel: z.literal('email').describe('By e-mail'),
    subject: line(200).describe(`Liquid; one line of plain text, at most 500 characters when rendered. ${VARIABLES}`),
    body: line(20_000).describe(
      `Liquid; HTML in which every output is escaped, at most 256 KB when rendered. ${VARIABLES}`,
    ),
    text: line(20_000)
      .optional()
      .describe(
        `Liquid; the plain text part, at most 256 KB when rendered. Left out, it is made of the body's words. ${VARIABLES}`,
      ),
  })
  .meta({ id: 'SendStep' });

type SendStep = z.infer<typeof schema>;

/** Consent, the holdout, quiet hours, the cap: a message that is only held back takes nobody's place under the cap. */
function take(step: SendStep, run: StepRun): StepOutcome {
  const { context, sent, inside } = run;
  const { state, at, playbook, sandbox, reading } = context;
  const { policies } = playbook;
  if (!sandbox && state.profile.email?.granted !== true) return { go: 'on', skipped: 'no-consent' };
  if (isHeldOut(policies, customerIdOf(context.customer))) return { go: 'on', skipped: 'holdout' };
  const until = quietEnd(context);
  if (until !== null) {
    return until - inside.since > policies.holdAtMostHours * HOUR
      ? { go: 'on', skipped: 'quiet-hours' }
      : { go: 'wait', waiting: { for: 'quiet-hours', until } };
  }
  if (isCapped(sent, capOf(policies, state.standing?.segment ?? null), at)) return { go: 'on', skipped: 'capped' };
  return {
    go: 'on',
    sent: rememberSent(sent, policies, at),
    effect: {
      ...effectHead('email', run),
      kind: 'sendMessage',
      channel: step.channel,
      context: templateContext(state, playbook, reading.totals()),
    },
  };
}

function quietEnd(context: JourneyContext): Instant | null {
  const { quietHours } = context.playbook.policies;
  return quietHours && quietUntil(context.at, quietHours, zoneOfCustomer(context));
}

export const send = { schema, names: [], faults: () => [], take } satisfies StepKind<SendStep>;
