import { purposeOf, type Channel, type Purpose } from '../../channels/channel.ts';
import { consentWord, isReachable } from '../../decision/profile.ts';
import { effectKey, customerIdOf } from '../../keys.ts';
import { isHeldOut } from '../../policy/holdout.ts';
import { spanOf, type Instant } from '../../time.ts';
import { channelScores } from '../channel-scores.ts';
import type { Follows } from '../chain-facts.ts';
import type { SkipReason } from '../facts.ts';
import { reactionTo } from '../reactions.ts';
import { placeOf, type Inside, type Tried, type TriedMessage } from '../standing.ts';
import { eventOf, happenedAt } from '../triggers/index.ts';
import type { JourneyContext } from '../walk/context.ts';
import { attempt, type Attempt } from './send-attempt.ts';
import { categoryOf, type ChainStep } from './send-step.ts';
import type { Wording } from './send-words.ts';
import type { Listener, Noticed, Onward, StepOutcome, StepRun, Try } from './step.ts';
import type { Hearing } from './waits/any-of.ts';

/** Whoever reacted to any message of the chain goes on. */
const REACTED: Onward = { go: 'on', took: 'reacted' };

/**
 * A chain is taken when the customer comes to it, when a hold is over, and when nobody reacted in time. Each time all
 * channels on which the customer cannot be reached are passed over; then one message is decided on the next channel that
 * policies let through. It is a message like any other: it counts under every cap, and quiet hours and priority may hold
 * it. Where no other channel is left nobody waits for a reaction.
 */
export function takeChain(step: ChainStep, run: StepRun): StepOutcome {
  const { context, inside } = run;
  const before = inside.tried ?? [];
  const last = before.findLast(isMessage);
  // It came while the customer could not go on: they were held.
  if (run.heard) return REACTED;
  const follows = last && whyNext(last, step, context);
  if (last && follows === null) return { go: 'wait', waiting: { for: 'reaction', until: last.until } };
  if (isHeldOut(context.playbook.policies, customerIdOf(context.customer)))
    return last ? { go: 'on' } : { go: 'on', skipped: 'holdout' };
  const left = step.channels.filter(({ channel }) => !before.some((one) => one.channel === channel));
  const closed = left.flatMap((wording): readonly Try[] => {
    const because = closedTo(context, wording.channel, purposeIn(step));
    return because === null ? [] : [{ what: 'passed-over', channel: wording.channel, because }];
  });
  const open = left.filter(({ channel }) => !closed.some((one) => one.channel === channel));
  const sent = before.filter(isMessage).length;
  const tried = sent < step.most ? tryNext(step, inOrder(step, open, context), run, follows ?? null) : NONE_LEFT;
  return outcomeOf(step, { before, closed, sent }, tried, run);
}

/** What comes of the channels that are left. */
interface TriedNext {
  readonly passed: readonly Try[];
  /** The one that ended the search; `null`: none was let through. */
  readonly attempted: Exclude<Attempt, { readonly is: 'skipped' }> | null;
  readonly message: readonly Try[];
  /** Channels behind it. */
  readonly rest: number;
}

const NONE_LEFT: TriedNext = { passed: [], attempted: null, message: [], rest: 0 };

/** The first channel that policies let through, or hold: a hold is the same for all. */
function tryNext(step: ChainStep, ranked: readonly Ranked[], run: StepRun, follows: Follows | null): TriedNext {
  const { at } = run.context;
  const due = dueOf(run.inside, at);
  const passed: Try[] = [];
  for (const [place, { wording, score }] of ranked.entries()) {
    const { channel } = wording;
    const found = attempt(step, wording, run, due);
    const rest = ranked.length - place - 1;
    if (found.is === 'held') return { passed, attempted: found, message: [], rest };
    if (found.is === 'skipped') {
      passed.push({ what: 'passed-over', channel, because: found.because });
      continue;
    }
    const { template } = found.effect;
    const message: Try = {
      what: 'attempted',
      channel,
      until: at + spanOf(step.after),
      ...(score === null ? {} : { score: Math.round(score * 100) / 100 }),
      ...(follows === null ? {} : { follows }),
      ...(template === undefined
        ? {}
        : { text: { id: template.id, variant: template.variant, language: template.language } }),
    };
    return { passed, attempted: found, message: [message], rest };
  }
  return { passed, attempted: null, message: [], rest: 0 };
}

interface Before {
  readonly before: readonly Tried[];
  readonly closed: readonly Try[];
  /** Messages decided before. */
  readonly sent: number;
}

function outcomeOf(
  step: ChainStep,
  { before, closed, sent }: Before,
  { passed, attempted, message, rest }: TriedNext,
  { context: { at } }: StepRun,
): StepOutcome {
  const tries = [...closed, ...passed, ...message];
  if (attempted === null) {
    if (sent > 0) return { go: 'on', tries };
    return { go: 'on', tries, skipped: firstReason(before, tries) };
  }
  if (attempted.is === 'held') return { go: 'wait', waiting: attempted.waiting, tries };
  const decided = { tries, sent: attempted.sent, effect: attempted.effect };
  const isLast = rest === 0 || sent + 1 >= step.most;
  const waiting = { for: 'reaction', until: at + spanOf(step.after) } as const;
  return isLast ? { go: 'on', ...decided } : { go: 'wait', waiting, ...decided };
}

/** Why nobody got anything: what kept the channel from it that came first. */
function firstReason(before: readonly Tried[], tries: readonly Try[]): SkipReason {
  const reasons = [...before, ...tries].flatMap((one) => ('because' in one ? [one.because] : []));
  return reasons[0] ?? 'not-reachable';
}

interface Ranked {
  readonly wording: Wording;
  /** `null`: they go as they are written. */
  readonly score: number | null;
}

/** Of channels with the same score the one that is written first goes first. */
function inOrder(step: ChainStep, open: readonly Wording[], { state, at }: JourneyContext): readonly Ranked[] {
  if (step.order === 'written') return open.map((wording) => ({ wording, score: null }));
  const scores = channelScores(state.journeys, at);
  return open.map((wording) => ({ wording, score: scores[wording.channel] })).toSorted((a, b) => b.score - a.score);
}

/** Since when the next message would go out: holds are measured from then. */
function dueOf({ tried = [], since }: Inside, at: Instant): Instant {
  const last = tried.findLast(isMessage);
  return last === undefined ? since : Math.min(last.until, at);
}

/** Why the next channel has its turn; `null`: a reaction to the last message is still awaited. */
function whyNext(
  { channel, at: sentAt, until }: TriedMessage,
  step: ChainStep,
  context: JourneyContext,
): Follows | null {
  const because = until <= context.at ? 'no-reaction' : closedTo(context, channel, purposeIn(step));
  return because && { channel, because, waited: context.at - sentAt };
}

/**
 * Why somebody cannot be reached on a channel; `null`: they can. In a sandbox somebody who has said nothing of consent is
 * reached on every channel, as with a step of one channel, and whoever has is taken at their word; addresses are its own.
 */
function closedTo(
  { state: { profile }, sandbox }: JourneyContext,
  channel: Channel,
  purpose: Purpose,
): 'no-consent' | 'not-reachable' | null {
  if (sandbox && profile.consents === undefined) return null;
  if (consentWord(profile, channel, purpose) !== 'granted') return 'no-consent';
  if (sandbox) return profile.addresses?.[channel]?.known === false ? 'not-reachable' : null;
  return isReachable(profile, channel, purpose) ? null : 'not-reachable';
}

function purposeIn(step: ChainStep): Purpose {
  return purposeOf(categoryOf(step));
}

function isMessage(tried: Tried): tried is TriedMessage {
  return 'until' in tried;
}

/** Whether a message was decided at the step where somebody stands. */
export function hasSent({ tried = [] }: Inside): boolean {
  return tried.some(isMessage);
}

/** Whoever waits for a reaction hears it; so does whoever is held, and goes on by it afterwards. */
export function listenToChain(step: ChainStep): Listener {
  return {
    hears: (hearing) => (isReaction(hearing) ? REACTED : null),
    keeps: false,
    timedOut: null,
    notices: (inside, context) => noticed(step, inside, context),
    foresees: null,
  };
}

function isReaction({ journey, inside, occurrence, context, isHere }: Hearing): boolean {
  const event = eventOf(occurrence);
  if (event === undefined || !isHere) return false;
  const at = happenedAt(occurrence, context);
  const place = placeOf(journey, inside);
  return (inside.tried ?? []).filter(isMessage).some(({ channel, version, at: sentAt }) => {
    const key = effectKey(context.customer, { ...place, version }, channel);
    // As long as they stand here, it does not matter how late they buy or visit.
    return reactionTo({ key, channel, at: sentAt, until: Infinity }, event, at) !== null;
  });
}

/** The channel was lost while a reaction was awaited: there is nothing to wait for. */
function noticed(step: ChainStep, { waiting, tried = [] }: Inside, context: JourneyContext): Noticed | null {
  const last = tried.findLast(isMessage);
  if (waiting.for !== 'reaction' || last === undefined) return null;
  return closedTo(context, last.channel, purposeIn(step)) === null ? null : { onward: null };
}
