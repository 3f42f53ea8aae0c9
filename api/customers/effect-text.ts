import type { Delivery } from '../../db/messaging/delivery.ts';
import type { EffectRow } from '../../db/messaging/effects.ts';
import type { EffectState, JourneyEffectKind } from '../../domain/effect.ts';
import type { SkipReason, StepPlace } from '../../domain/journey/facts.ts';
import { SKIPPED } from '../sentences.ts';

/** What the ledger knows of an effect. */
export interface Known {
  readonly state: EffectState;
  readonly reason?: string;
  /** Of a message that did not go by mail: who took it, and what became of it, if that is known. */
  readonly taken?: 'provider' | Delivery;
}

/** What becomes of a message, as clients are told. */
const MESSAGE_STATES = {
  begun: 'sending',
  retry: 'retry',
  done: 'sent',
  failed: 'failed',
  unknown: 'unknown',
  skipped: 'skipped',
} as const satisfies Readonly<Record<EffectState, string>>;

type MessageState = (typeof MESSAGE_STATES)[EffectState];

const SENT: Readonly<Record<EffectState, string>> = {
  begun: 'is being sent',
  retry: 'will be tried again',
  done: 'was accepted by the mail server',
  failed: 'was not sent',
  unknown: 'may or may not have gone out; it is not sent again',
  skipped: 'was not sent',
};

/** Where a provider took it, what that means; mail says nothing more. */
const TAKEN = {
  provider: 'was accepted by the provider',
  delivered: 'was delivered',
  undelivered: 'was accepted by the provider and could not be delivered',
} as const;

export function standingOf(row: EffectRow): Known {
  if (row.state !== 'done') {
    return row.reason === undefined ? { state: row.state } : { state: row.state, reason: row.reason };
  }
  const isPhone = 'channel' in row.about && row.about.channel !== 'email';
  if (!isPhone) return { state: row.state };
  const { delivery = 'provider' as const } = 'messageId' in row.result ? row.result : {};
  return { state: row.state, taken: delivery };
}

function sentText({ state, taken }: Known): string {
  return taken === undefined ? SENT[state] : TAKEN[taken];
}

export function messageState(state: EffectState): MessageState {
  return MESSAGE_STATES[state];
}

export function messageText(known: Known): string {
  const { state, reason } = known;
  return `Message ${sentText(known)}${because(state, reason)}`;
}

function because(state: EffectState, reason: string | undefined): string {
  if (reason === undefined || state === 'done') return '';
  return isSkipReason(reason) ? ` because ${SKIPPED[reason]}` : `: ${reason}`;
}

export function isSkipReason(reason: string): reason is SkipReason {
  return Object.hasOwn(SKIPPED, reason);
}

type Step = Pick<StepPlace, 'journey' | 'step'>;

/** How a step is told by what it decided. */
interface ToldEffect {
  readonly what: Exclude<MessageState, 'retry'>;
  readonly text: string;
}

/**
 * By the kind of the effect: what is told in the place of `passed`, or `null` where to have been passed says it all.
 * Nothing known: the effect waits for its turn.
 */
const TOLD: Readonly<Record<JourneyEffectKind, (step: Step, known: Known | undefined) => ToldEffect | null>> = {
  sendMessage({ journey, step }, known) {
    const { state, reason }: Known = known ?? { state: 'begun' };
    const what = state === 'retry' ? 'sending' : MESSAGE_STATES[state];
    const told = known ? sentText(known) : 'waits to be sent';
    return { what, text: `The message of step ${step} of ${journey} ${told}${because(state, reason)}` };
  },
  showPlacement({ journey, step }, known) {
    if (known?.state !== 'failed') return null;
    return {
      what: 'failed',
      text: `The placement of step ${step} of ${journey} was not shown${because('failed', known.reason)}`,
    };
  },
  // Told by the wait for its outcome, and by the outcome.
  callWebhook: () => null,
};

export function effectText(kind: JourneyEffectKind, of: Step, known: Known | undefined): ToldEffect | null {
  return TOLD[kind](of, known);
}
