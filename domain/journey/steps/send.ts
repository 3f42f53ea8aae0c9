import { z } from 'zod';
import { categoryId, templateId, type CategoryId, type JourneyId, type TemplateId } from '../../ids.schema.ts';
import { customerIdOf } from '../../keys.ts';
import { capReached, isExempt, MARKETING, rememberSent, type Message } from '../../policy/caps.ts';
import { saidTo } from '../../templates/said.ts';
import { isMail, type MailTexts, type TextName } from '../../templates/template.ts';
import { isHeldOut } from '../../policy/holdout.ts';
import { givesWayUntil, withoutRivals } from '../../policy/priority.ts';
import { quietUntil } from '../../policy/quiet-hours.ts';
import {
  attributesNamedIn,
  couponOf,
  loyaltyNamedIn,
  nameCoupon,
  templateContext,
} from '../../words/template-context.ts';
import { HOUR, type Instant } from '../../time.ts';
import { zoneOfCustomer, type JourneyContext } from '../walk/context.ts';
import { common, line } from './options.ts';
import { effectHead, type StepKind, type StepOutcome, type StepRun } from './step.ts';

/** What templates see; `templateVariables` gives them their values. `test/api/openapi.test.ts` compares the names. */
const VARIABLES =
  'Variables, as of the decision: customer (the id), segment, previous_segment, score (such as R5F4M3), orders and ' +
  'revenue (in the window; minor units), days_since_last, attributes, unsubscribe_url, message_id (which names the message: an event open or click with it in data.message counts as one of it). Each is one text or number without parts, ' +
  'or nil where nothing is known: {% if segment %} asks. Of attributes, one is named: attributes.plan; and so it is of entry, what came with somebody who was asked in by name: entry.order_id. Of points: points.active, points.pending, points.expiring and points.expiring_on; of the tier: tier.id, tier.name, tier.next, tier.missing and tier.lost_on; of the quest that something happened in last: quest.id, quest.name, quest.step, quest.done, quest.target and quest.deadline. Of the coupon that a step of the same enrolment gave last, or else the last that no journey gave: coupon.code and coupon.expires_on; without one the message is skipped. ' +
  'recs is a list of what they are recommended as the mail is sent: {% for rec in recs %} has rec.name, rec.url, rec.image, rec.price, rec.price_text, rec.reason, rec.because, rec.bought and rec.item. ' +
  'All standard Liquid filters; of the tags all but include, ' +
  'render, layout, block and tablerow. Publishing renders it for every segment, with and without attributes, and for somebody of whom nothing is known.';

const written = z
  .strictObject({
    ...common,
    type: z.literal('send').describe('Sends a message. Consent and policies may hold it back or skip it'),
    channel: z.literal('email').describe('By e-mail'),
    category: categoryId
      .optional()
      .describe('What kind of message it is, such as service; policies may have rules for it. Left out, marketing'),
    template: templateId
      .optional()
      .describe(
        'The id of a published template, which says what is sent instead of subject, body and text. The version in force when the message is decided is taken',
      ),
    subject: line(200)
      .optional()
      .describe(
        `Needed where there is no template. Liquid; one line of plain text, at most 500 characters when rendered. ${VARIABLES}`,
      ),
    body: line(20_000)
      .optional()
      .describe(
        `Needed where there is no template. Liquid; HTML in which every output is escaped, at most 256 KB when rendered. ${VARIABLES}`,
      ),
    text: line(20_000)
      .optional()
      .describe(
        `Liquid; the plain text part, at most 256 KB when rendered. Left out, it is made of the body's words. ${VARIABLES}`,
      ),
  })
  .meta({ id: 'SendStep' });

type Written = z.infer<typeof written>;
type Head = Omit<Written, 'template' | keyof MailTexts>;
/** What it sends stands in the step, or in a template. */
export type SendStep = Head & (MailTexts | { readonly template: TemplateId });

/** It says what it sends in one of two ways, and in no mixture of them. */
const schema = written.transform(({ template, subject, body, text, ...head }, context): SendStep => {
  if (template !== undefined) {
    for (const [field, value] of Object.entries({ subject, body, text })) {
      if (value !== undefined) context.addIssue({ code: 'custom', path: [field], message: SAID_TWICE });
    }
    return { ...head, template };
  }
  if (subject !== undefined && body !== undefined) {
    return { ...head, subject, body, ...(text === undefined ? {} : { text }) };
  }
  for (const [field, value] of Object.entries({ subject, body })) {
    if (value === undefined) context.addIssue({ code: 'custom', path: [field], message: SAID_NOWHERE });
  }
  return z.NEVER;
});

const SAID_TWICE = 'the template says what is sent; remove this, or the template';
const SAID_NOWHERE = 'add text, or name a template that says what is sent';

/** The category of a message; steps published before 0.6.0 name none. */
export function categoryOf({ category }: Pick<SendStep, 'category'>): CategoryId {
  return category ?? MARKETING;
}

/**
 * Consent, the holdout, quiet hours, the caps, priority: a message that is only held back takes nobody's place under a
 * cap, and none is held back that a cap does not let through.
 */
function take(step: SendStep, run: StepRun): StepOutcome {
  const { context, sent, place } = run;
  const { state, at, playbook, sandbox, reading } = context;
  const { policies } = playbook;
  const message = { journey: place.journey, channel: step.channel, category: categoryOf(step) };
  if (!sandbox && state.profile.email?.granted !== true) return { go: 'on', skipped: 'no-consent' };
  if (isHeldOut(policies, customerIdOf(context.customer))) return { go: 'on', skipped: 'holdout' };
  const said = saidBy(step, context);
  if (said === null) return { go: 'on', skipped: 'no-template' };
  const { mail, name } = said;
  const texts = [mail.subject, mail.body, mail.text];
  const coupon = nameCoupon(texts) ? couponOf(state, place) : null;
  if (coupon === undefined) return { go: 'on', skipped: 'no-coupon' };
  const held = isExempt(policies, message.category) ? null : heldBack(message, run);
  if (held) return held;
  return {
    go: 'on',
    sent: rememberSent(sent, policies, message, at),
    effect: {
      ...effectHead(name === null ? 'email' : `email ${name.id}/${name.variant} (${name.language})`, run),
      kind: 'sendMessage',
      channel: step.channel,
      ...(name === null ? {} : { template: name }),
      context: {
        ...templateContext(state, playbook, reading.totals()),
        ...attributesNamedIn(texts, state),
        ...loyaltyNamedIn(texts, state, playbook, context.timezone),
        ...(coupon === null ? {} : { coupon }),
        ...(run.inside.entry === undefined ? {} : { entry: run.inside.entry }),
      },
    },
  };
}

/**
 * What a step says to this customer now, and the name of it where it stands in a template.
 * @returns `null` where there is no such template, or nothing in it for them; publishing refuses both
 */
function saidBy(
  step: SendStep,
  context: JourneyContext,
): { readonly mail: MailTexts; readonly name: TextName | null } | null {
  if (!('template' in step)) return { mail: step, name: null };
  const said = saidTo(context, step.template);
  return said !== null && isMail(said.texts) ? { mail: said.texts, name: said.name } : null;
}

/** What keeps a message that is not exempt from going out now; `null`: nothing does. */
function heldBack(message: Message & { readonly journey: JourneyId }, run: StepRun): StepOutcome | null {
  const { context, sent } = run;
  const { state, at, playbook } = context;
  const { policies } = playbook;
  const quiet = quietEnd(context);
  if (quiet !== null) return holdUntil(quiet, 'quiet-hours', run);
  const segment = state.standing?.segment ?? null;
  const cap = capReached(policies, segment, message, sent, at);
  if (cap !== null) {
    const others = withoutRivals(sent, message.journey, at);
    const isRivals = capReached(policies, segment, message, others, at) === null;
    return { go: 'on', skipped: isRivals ? 'priority' : cap };
  }
  const wayUntil = givesWayUntil(policies, message.journey, sent, at);
  if (wayUntil === null) return null;
  return policies.priority?.others === 'skip'
    ? { go: 'on', skipped: 'priority' }
    : holdUntil(wayUntil, 'priority', run);
}

/** Whoever would wait for longer than policies allow goes on without the message. */
function holdUntil(until: Instant, why: 'quiet-hours' | 'priority', { context, inside }: StepRun): StepOutcome {
  return until - inside.since > context.playbook.policies.holdAtMostHours * HOUR
    ? { go: 'on', skipped: why }
    : { go: 'wait', waiting: { for: why, until } };
}

function quietEnd(context: JourneyContext): Instant | null {
  const { quietHours } = context.playbook.policies;
  return quietHours && quietUntil(context.at, quietHours, zoneOfCustomer(context));
}

export const send = { schema, names: [], faults: () => [], take } satisfies StepKind<SendStep>;
