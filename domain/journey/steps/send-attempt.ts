import type { Effect } from '../../effect.ts';
import type { JourneyId } from '../../ids.schema.ts';
import type { Channel } from '../../channels/channel.ts';
import { sourcesOf, type Said } from '../../channels/texts.ts';
import { countryOf } from '../../decision/profile.ts';
import type { SentLately } from '../../decision/state.ts';
import { capReached, isExempt, rememberSent, type Message } from '../../policy/caps.ts';
import { givesWayUntil, withoutRivals } from '../../policy/priority.ts';
import { quietHoursIn, quietUntil } from '../../policy/quiet-hours.ts';
import { saidTo } from '../../templates/said.ts';
import type { TextName } from '../../templates/template.ts';
import { HOUR, type Instant } from '../../time.ts';
import {
  attributesNamedIn,
  couponOf,
  loyaltyNamedIn,
  nameCoupon,
  templateContext,
} from '../../words/template-context.ts';
import type { SkipReason } from '../facts.ts';
import type { Waiting } from '../standing.ts';
import { zoneOfCustomer, type JourneyContext } from '../walk/context.ts';
import { categoryOf, isChain, type SendStep } from './send-step.ts';
import { ownWords, templateWords, type Wording } from './send-words.ts';
import { effectHead, type StepRun } from './step.ts';

/** What comes of trying to send on one channel. */
export type Attempt =
  | { readonly is: 'decided'; readonly sent: SentLately; readonly effect: Effect<'sendMessage'> }
  | { readonly is: 'skipped'; readonly because: SkipReason }
  | { readonly is: 'held'; readonly waiting: Waiting };

/**
 * What the words need, quiet hours, the caps, priority: a message that is only held back takes nobody's place under a
 * cap, and none is held back that a cap does not let through.
 * @param due since when it would go out
 */
export function attempt(step: SendStep, wording: Wording, run: StepRun, due: Instant): Attempt {
  const { context, sent, place } = run;
  const { state, at, playbook, reading } = context;
  const { policies } = playbook;
  const { channel } = wording;
  const message = { journey: place.journey, channel, category: categoryOf(step) };
  const said = saidBy(wording, context);
  if (said === null) return { is: 'skipped', because: 'no-template' };
  const { words, name } = said;
  const texts = Object.values(sourcesOf(words));
  const coupon = nameCoupon(texts) ? couponOf(state, place, run.journey.definition.enter) : null;
  if (coupon === undefined) return { is: 'skipped', because: 'no-coupon' };
  const held = isExempt(policies, message.category) ? null : heldBack(message, run, due);
  if (held) return held;
  const what = name === null ? channel : `${channel} ${name.id}/${name.variant} (${name.language})`;
  return {
    is: 'decided',
    sent: rememberSent(sent, policies, message, at),
    effect: {
      ...effectHead(what, run, isChain(step) ? channel : undefined),
      kind: 'sendMessage',
      channel,
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
 * What is said to this customer now, and the name of it where it stands in a template.
 * @returns `null` where there is no such template, or nothing in it for them; publishing refuses both
 */
function saidBy(
  wording: Wording,
  context: JourneyContext,
): { readonly words: Said; readonly name: TextName | null } | null {
  const own = ownWords(wording);
  if (own !== undefined) return { words: own, name: null };
  const said = 'template' in wording ? saidTo(context, wording.template) : null;
  const words = said === null ? undefined : templateWords(wording, said.texts);
  return said === null || words === undefined ? null : { words, name: said.name };
}

/** What keeps a message that is not exempt from going out now; `null`: nothing does. */
function heldBack(message: Message & { readonly journey: JourneyId }, run: StepRun, due: Instant): Attempt | null {
  const { context, sent } = run;
  const { state, at, playbook } = context;
  const { policies } = playbook;
  const quiet = quietEnd(context, message.channel);
  if (quiet !== null) return holdUntil(quiet, 'quiet-hours', context, due);
  const segment = state.standing?.segment ?? null;
  const cap = capReached(policies, segment, message, sent, at);
  if (cap !== null) {
    const others = withoutRivals(sent, message.journey, at);
    const isRivals = capReached(policies, segment, message, others, at) === null;
    return { is: 'skipped', because: isRivals ? 'priority' : cap };
  }
  const wayUntil = givesWayUntil(policies, message.journey, sent, at);
  if (wayUntil === null) return null;
  return policies.priority?.others === 'skip'
    ? { is: 'skipped', because: 'priority' }
    : holdUntil(wayUntil, 'priority', context, due);
}

/** Whoever would wait for longer than policies allow goes on without the message. */
function holdUntil(until: Instant, why: 'quiet-hours' | 'priority', context: JourneyContext, due: Instant): Attempt {
  return until - due > context.playbook.policies.holdAtMostHours * HOUR
    ? { is: 'skipped', because: why }
    : { is: 'held', waiting: { for: why, until } };
}

function quietEnd(context: JourneyContext, channel: Channel): Instant | null {
  const quietHours = quietHoursIn(context.playbook.policies, countryOf(context.state), channel);
  return quietHours && quietUntil(context.at, quietHours, zoneOfCustomer(context));
}
