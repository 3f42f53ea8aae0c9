import { ApplicationFailure, Context } from '@temporalio/activity';
import { Paces } from '../channels/pace.ts';
import { LOOK_AGAIN, type Attempted } from './attempted.ts';
import { isRenderingMuch } from '../channels/render.ts';
import { addressIn } from '../db/customers/contact-row.ts';
import type { ContactStore } from '../db/customers/contacts.ts';
import { couponWords, type CouponWordsDeps } from './coupon-words.ts';
import type { ChannelSettingsStore } from '../db/messaging/channel-settings.ts';
import { newEffect, type EffectEnd, type NewEffect } from '../db/messaging/effects.ts';
import type { EffectLedger } from '../db/messaging/ledger.ts';
import type { MailRecommendations } from '../db/recommend/mail-recommendations.ts';
import type { PartStore } from '../db/playbook/parts.ts';
import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { purposeOf } from '../domain/channels/channel.ts';
import { sourcesOf } from '../domain/channels/texts.ts';
import { originOf } from '../domain/earlier-effect.ts';
import type { Effect, EffectState } from '../domain/effect.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { messageName } from '../domain/journey/message-name.ts';
import { pinsOfOrigin, STEP_GONE } from '../domain/journey/origin.ts';
import { withoutAddresses } from '../domain/input/personal-data.ts';
import { categoryOf } from '../domain/journey/steps/send-step.ts';
import { isExempt } from '../domain/policy/caps.ts';
import { SECOND } from '../domain/time.ts';
import type { Ingest } from '../ingest/open.ts';
import type { EffectCall } from '../workflows/messages.ts';
import { aroundMessage, type AroundDeps } from './around-message.ts';
import { lastLook, type LastLookDeps, type Ready } from './last-look.ts';
import { messageBehind } from './message-behind.ts';
import { renderSaid } from './rendered.ts';
import { tellOutcome } from './tell-outcome.ts';
import { wayOf, type WayDeps } from './ways.ts';

export interface SendMessageDeps extends CouponWordsDeps, WayDeps, AroundDeps, LastLookDeps {
  readonly ledger: Pick<EffectLedger, 'claim' | 'end' | 'areSettled'>;
  readonly contacts: ContactStore;
  readonly settings: Pick<ChannelSettingsStore, 'inUse' | 'paused' | 'pause'>;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
  readonly recommendations: MailRecommendations;
  readonly parts: Pick<PartStore, 'find'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  /** How a customer hears of what a provider said of their address. */
  readonly acceptProfile: Ingest['acceptProfile'];
}

type SendEnd = EffectEnd<'sendMessage'>;
/** As operators see what the activity returned. */
type SendState = Exclude<EffectState, 'done'> | 'sent';
type Refusal = Extract<SendEnd, { readonly reason: string }>;
type Prepared = Ready | Refused;
interface Refused {
  readonly refusal: Refusal;
}

const paces = new Paces<string>();

/** A template that took too long is tried again this often: a busy machine is not the template's fault. */
const RENDERED_AT_MOST = 5;
/** Several within the 30 s after which a worker counts as dead. */
const BEAT = 5 * SECOND;

/**
 * Sends one message at most once: the ledger's row is inserted before the mail server is called, and whatever leaves
 * its outcome in doubt is `unknown`, which is never sent again.
 */
export function createSendMessage(deps: SendMessageDeps) {
  /** @throws ApplicationFailure `SendLater`, to be tried again, when the message certainly did not go out */
  return async function sendMessage(call: EffectCall<'sendMessage'>): Promise<SendState> {
    const { workspace } = call;
    if (isRenderingMuch(workspace)) throw makeRoom();
    const effect = { ...call.effect, origin: originOf(call.effect) };
    const send = newEffect<'sendMessage'>(call, effect);
    const prepared = await prepare(deps, call, effect);
    const settled = (work: () => Promise<Attempted>) => settle(deps, call, send, work);
    if ('refusal' in prepared) return await settled(async () => ({ end: prepared.refusal }));
    holdBack(prepared);
    // Claimed with a connection in hand: whoever only waits for one has nothing that could be lost.
    return await beating(() => prepared.way.lend((line) => settled(() => lastLook(deps, prepared, line))));
  };
}

/** @throws ApplicationFailure `SendLater` while the channel is paused, or has sent as much as it may in this second */
function holdBack({ way: { paused, perSecond }, head: { workspace }, channel }: Ready): void {
  if (paused !== null) throw sendLater(`the channel ${channel} is paused: ${paused.reason}`, LOOK_AGAIN);
  const wait = perSecond === null ? 0 : paces.admit(`${workspace}:${channel}`, perSecond);
  // Spread, so that those who wait do not all come back at once.
  if (wait > 0) throw sendLater(`the channel ${channel} has reached its limit`, wait + Math.random() * 5 * SECOND);
}

function sendLater(message: string, nextRetryDelay: number | undefined): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: 'SendLater',
    ...(nextRetryDelay === undefined ? {} : { nextRetryDelay }),
  });
}

/** Tells Temporal that this worker lives, so that the message of one that died is taken up within half a minute. */
async function beating<Result>(work: () => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), BEAT);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}

/** Claims the message, attempts it, writes down how that ended, and tells whom else it concerns. */
async function settle(
  deps: SendMessageDeps,
  { workspace, customer }: Pick<EffectCall<'sendMessage'>, 'workspace' | 'customer'>,
  send: NewEffect<'sendMessage'>,
  work: () => Promise<Attempted>,
): Promise<SendState> {
  const { ledger, now } = deps;
  const claim = await ledger.claim(send, now());
  if (!claim.mine) return sendState(claim.state);
  const { outcome, after, ...ended } = await work();
  const end = withoutPersonalData(ended.end);
  await ledger.end(send._id, end, now());
  if (outcome) await tellOutcome(deps, { workspace, customer, channel: send.about.channel }, outcome);
  if (end.state === 'retry') throw sendLater(end.reason, after);
  return sendState(end.state);
}

function sendState(state: EffectState): SendState {
  return state === 'done' ? 'sent' : state;
}

/** Gives the slot to the mail of others; comes back at a time that not all of them choose. */
function makeRoom(): ApplicationFailure {
  const message = 'templates of this workspace take long, and its mails wait for each other';
  return sendLater(message, 2 * SECOND + Math.random() * 4 * SECOND);
}

/** Reasons quote templates and servers; the ledger and the history are no place for what they may name. */
function withoutPersonalData(end: SendEnd): SendEnd {
  return end.state === 'done' ? end : { ...end, reason: withoutAddresses(end.reason) };
}

/** Everything that can fail without harm comes before the claim. */
async function prepare(
  deps: SendMessageDeps,
  { workspace, customer }: Pick<EffectCall<'sendMessage'>, 'workspace' | 'customer'>,
  effect: Effect<'sendMessage'>,
): Promise<Prepared> {
  const here = await deps.workspace(workspace);
  const playbook = await deps.playbooks.load(workspace, here.playbook, pinsOfOrigin(effect.origin));
  const behind = await messageBehind(deps.parts, workspace, playbook, effect);
  if (behind === undefined) return refused('failed', STEP_GONE);
  const { said, step } = behind;
  const { channel } = said;
  const contact = await deps.contacts.get(workspace, customer);
  if (here.clock === undefined && addressIn(contact, channel) === undefined) return refused('skipped', 'not-reachable');
  const coupon = await couponWords(deps, here, customer, effect);
  if (coupon === null) return refused('skipped', 'no-coupon');
  const category = categoryOf(step);
  const purpose = purposeOf(category);
  const language = effect.template?.language ?? 'en';
  const about = { workspace, customer, channel, purpose, message: messageName(effect.key), language };
  const around = await aroundMessage(deps, about);
  const at = { workspace: here, now: workspaceTime(here, deps.now()) };
  const recs = await deps.recommendations(at, playbook, customer, Object.values(sourcesOf(said)));
  const reader = { customer, context: effect.context, recs, ...(coupon ? { coupon } : {}), ...around.variables };
  const rendered = await renderSaid(workspace, said, reader);
  if (!rendered.ok) {
    const again = rendered.slow && Context.current().info.attempt < RENDERED_AT_MOST;
    return refused(again ? 'retry' : 'failed', rendered.problem);
  }
  const { policies } = playbook;
  const quiet = isExempt(policies, category) ? null : policies;
  const head = { key: effect.key, workspace, customer, at: effect.at };
  const way = await wayOf(deps, here, await around.finish(rendered), head);
  return { head, channel, here, purpose, quiet, way };
}

function refused(state: Refusal['state'], reason: string): Refused {
  return { refusal: { state, reason } };
}
