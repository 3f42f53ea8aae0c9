import { z } from 'zod';
import { stepId } from '../../ids.schema.ts';
import { webAddress } from '../../input/web-address.schema.ts';
import { spanOf } from '../../time.ts';
import { templateContext } from '../../words/template-context.ts';
import { duration } from '../definition/duration.schema.ts';
import { eventOf } from '../triggers/index.ts';
import { common, line } from './options.ts';
import type { Hearing } from './waits/any-of.ts';
import { effectHead, type Onward, type StepKind, type StepOutcome, type StepRun } from './step.ts';

const MOST_FIELDS = 20;

const fieldName = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_]{0,39}$/, 'a name is 1 to 40 letters, digits or underscores');

const schema = z
  .strictObject({
    ...common,
    type: z
      .literal('webhook')
      .describe(
        'Posts JSON to an address of yours, signed as Standard Webhooks says, and waits for the outcome. Only 2xx is success; anything ' +
          'else is tried again over three days, 410 disables the address',
      ),
    url: webAddress.describe('Where to: an http or https address in public; private ones are refused'),
    fields: z
      .record(fieldName, line(2_000))
      .refine((fields) => Object.keys(fields).length <= MOST_FIELDS, `at most ${MOST_FIELDS} fields`)
      .optional()
      .describe(
        'Texts of your own in the body, by name: Liquid with the variables of a send step. Besides, it has the customer (the id), the ' +
          'journey, the step, the segment and the score; nothing personal',
      ),
    for: duration
      .default('3d')
      .describe(
        'How long the customer waits for the outcome at most; a call that is under way is tried on all the same',
      ),
    onFailure: stepId.optional().describe('The step to take where it failed for good; left out, next'),
    onTimeout: stepId.optional().describe('The step to take where there is no outcome in time; left out, next'),
  })
  .meta({ id: 'WebhookStep' });

export type WebhookStep = z.infer<typeof schema>;

/** Whoever comes here waits for the outcome, which comes back as an event of their own. */
function take(step: WebhookStep, run: StepRun): StepOutcome {
  const { context, inside } = run;
  const { state, playbook, reading, at } = context;
  const head = effectHead('webhook', run);
  return {
    go: 'wait',
    waiting: { for: 'effect', until: at + spanOf(step.for), effect: head.key },
    effect: {
      ...head,
      kind: 'callWebhook',
      context: templateContext(state, playbook, reading.totals()),
      ...(inside.entry === undefined ? {} : { entry: inside.entry }),
    },
  };
}

/** The outcome of this very call: another visit's, or another enrolment's, has another key. */
function hears({ onFailure }: WebhookStep, { inside: { waiting }, occurrence }: Hearing): Onward | null {
  const event = eventOf(occurrence);
  if (event?.kind !== 'webhook-reply' || waiting.for !== 'effect' || waiting.effect !== event.effect) return null;
  if (event.is === 'done') return { go: 'on', took: 'replied' };
  return { go: 'on', took: 'failed', ...(onFailure === undefined ? {} : { next: onFailure }) };
}

function timedOut({ onTimeout }: WebhookStep): Onward {
  return { go: 'on', took: 'timeout', ...(onTimeout === undefined ? {} : { next: onTimeout }) };
}

export const webhook = {
  schema,
  names: ['onFailure', 'onTimeout'],
  brings: () => ['webhook-reply'],
  faults: () => [],
  take,
  listen: (step: WebhookStep) => ({
    hears: (hearing) => hears(step, hearing),
    keeps: false,
    timedOut: timedOut(step),
    notices: null,
    foresees: null,
  }),
} satisfies StepKind<WebhookStep>;
