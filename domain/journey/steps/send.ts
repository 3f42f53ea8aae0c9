import type { CategoryId, JourneyId } from '../../ids.schema.ts';
import { purposeOf, type Channel } from '../../channels/channel.ts';
import { sourcesOf, type Said } from '../../channels/texts.ts';
import { consentWord, countryOf } from '../../decision/profile.ts';
import { customerIdOf } from '../../keys.ts';
import { capReached, isExempt, MARKETING, rememberSent, type Message } from '../../policy/caps.ts';
import { saidTo } from '../../templates/said.ts';
import { isMail, type TextName } from '../../templates/template.ts';
import { isHeldOut } from '../../policy/holdout.ts';
import { givesWayUntil, withoutRivals } from '../../policy/priority.ts';
import { quietHoursIn, quietUntil } from '../../policy/quiet-hours.ts';
import {
  attributesNamedIn,
  couponOf,
  loyaltyNamedIn,
  nameCoupon,
  templateContext,
} from '../../words/template-context.ts';
import { HOUR, type Instant } from '../../time.ts';
import { zoneOfCustomer, type JourneyContext } from '../walk/context.ts';
import { ownWords, sendSchema, type SendStep } from './send-step.ts';
import { effectHead, type StepKind, type StepOutcome, type StepRun } from './step.ts';

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
  // In a sandbox nobody has to be asked; whoever has said no is not written to, and the timeline says so.
  const word = consentWord(state.profile, step.channel, purposeOf(message.category));
  if (word === 'withdrawn' || (word === 'none' && !sandbox)) return { go: 'on', skipped: 'no-consent' };
  if (isHeldOut(policies, customerIdOf(context.customer))) return { go: 'on', skipped: 'holdout' };
  const said = saidBy(step, context);
  if (said === null) return { go: 'on', skipped: 'no-template' };
  const { words, name } = said;
  const texts = Object.values(sourcesOf(words));
  const coupon = nameCoupon(texts) ? couponOf(state, place, run.journey.definition.enter) : null;
  if (coupon === undefined) return { go: 'on', skipped: 'no-coupon' };
  const held = isExempt(policies, message.category) ? null : heldBack(message, run);
  if (held) return held;
  return {
    go: 'on',
    sent: rememberSent(sent, policies, message, at),
    effect: {
      ...effectHead(name === null ? step.channel : `email ${name.id}/${name.variant} (${name.language})`, run),
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
): { readonly words: Said; readonly name: TextName | null } | null {
  const own = ownWords(step);
  if (own !== undefined) return { words: own, name: null };
  const said = 'template' in step ? saidTo(context, step.template) : null;
  return said !== null && isMail(said.texts)
    ? { words: { channel: 'email', texts: said.texts }, name: said.name }
    : null;
}

/** What keeps a message that is not exempt from going out now; `null`: nothing does. */
function heldBack(message: Message & { readonly journey: JourneyId }, run: StepRun): StepOutcome | null {
  const { context, sent } = run;
  const { state, at, playbook } = context;
  const { policies } = playbook;
  const quiet = quietEnd(context, message.channel);
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

function quietEnd(context: JourneyContext, channel: Channel): Instant | null {
  const quietHours = quietHoursIn(context.playbook.policies, countryOf(context.state), channel);
  return quietHours && quietUntil(context.at, quietHours, zoneOfCustomer(context));
}

export const send = { schema: sendSchema, names: [], faults: () => [], take } satisfies StepKind<SendStep>;
