import { ApplicationFailure, Context } from '@temporalio/activity';
import { Paces } from '../channels/pace.ts';
import type { Outgoing } from '../channels/port.ts';
import { attempted, LOOK_AGAIN, type Attempted } from './attempted.ts';
import { isRenderingMuch } from '../channels/render.ts';
import { addressIn, consentTo, type ContactRow } from '../db/customers/contact-row.ts';
import type { ContactStore } from '../db/customers/contacts.ts';
import { couponWords, type CouponWordsDeps } from './coupon-words.ts';
import type { ChannelSettingsStore } from '../db/messaging/channel-settings.ts';
import { newEffect, type EffectEnd, type NewEffect } from '../db/messaging/effects.ts';
import type { EffectLedger } from '../db/messaging/ledger.ts';
import type { MailRecommendations } from '../db/recommend/mail-recommendations.ts';
import type { PartStore } from '../db/playbook/parts.ts';
import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { purposeOf, type Channel, type Purpose } from '../domain/channels/channel.ts';
import { sourcesOf } from '../domain/channels/texts.ts';
import { originOf } from '../domain/earlier-effect.ts';
import type { Effect, EffectState } from '../domain/effect.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { messageName } from '../domain/journey/message-name.ts';
import { pinsOfOrigin, STEP_GONE } from '../domain/journey/origin.ts';
import { withoutAddresses } from '../domain/input/personal-data.ts';
import { categoryOf } from '../domain/journey/steps/send-step.ts';
import { isExempt } from '../domain/policy/caps.ts';
import type { QuietHours } from '../domain/policy/policies.ts';
import { quietUntil } from '../domain/policy/quiet-hours.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import type { Ingest } from '../ingest/open.ts';
import type { EffectCall } from '../workflows/messages.ts';
import { aroundMessage, isSuppressed, type AroundDeps } from './around-message.ts';
import { messageBehind } from './message-behind.ts';
import { renderSaid } from './rendered.ts';
import { tellOutcome } from './tell-outcome.ts';
import { sandboxAddress, wayOf, type Send, type Way, type WayDeps } from './ways.ts';

export interface SendMessageDeps extends CouponWordsDeps, WayDeps, AroundDeps {
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
interface Ready {
  readonly head: Omit<Outgoing<Channel>, 'to' | 'parts'>;
  readonly channel: Channel;
  readonly here: WorkspaceRow;
  readonly purpose: Purpose;
  /** `null`: quiet hours do not hold for this message. */
  readonly quietHours: QuietHours | null;
  readonly way: Way;
}
interface Refused {
  readonly refusal: Refusal;
}

const paces = new Paces<string>();

/** A template that took too long is tried again this often: a busy machine is not the template's fault. */
const RENDERED_AT_MOST = 5;
/** Several within the 30 s after which a worker counts as dead. */
const BEAT = 5 * SECOND;
/** Later than this, quiet hours may have begun since the decision. */
const LATE = 15 * MINUTE;

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
    return await beating(() => prepared.way.lend((line) => settled(() => attempt(deps, prepared, line))));
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
  const quietHours = isExempt(policies, category) ? null : policies.quietHours;
  const head = { key: effect.key, workspace, customer, at: effect.at };
  const way = await wayOf(deps, here, await around.finish(rendered), head);
  return { head, channel, here, purpose, quietHours, way };
}

async function attempt(deps: SendMessageDeps, ready: Ready, send: Send): Promise<Attempted> {
  const { head, channel, here, purpose, quietHours } = ready;
  const signal = Context.current().cancellationSignal;
  const contact = await latestContact(deps, head);
  // The last thing before the call: consent may have been withdrawn, or the address changed, since the decision.
  if (contact === 'unreachable') return { end: { state: 'retry', reason: 'consent could not be checked' } };
  if (here.clock !== undefined) {
    // In a sandbox nobody is asked, and nothing leaves it; but whoever tries the way out finds that it works.
    if (consentTo(contact, channel, purpose) === 'withdrawn')
      return { end: { state: 'skipped', reason: 'no-consent' } };
    const to = channel === 'email' ? addressIn(contact, channel) : undefined;
    return attempted(await send(to ?? sandboxAddress(channel, head.customer), signal));
  }
  if (consentTo(contact, channel, purpose) !== 'granted') return { end: { state: 'skipped', reason: 'no-consent' } };
  const to = addressIn(contact, channel);
  if (contact === null || to === undefined) return { end: { state: 'skipped', reason: 'not-reachable' } };
  if (isQuietAt(deps.now(), head, quietHours, zoneOf(contact, here)))
    return { end: { state: 'skipped', reason: 'quiet-hours' } };
  const barred = await isSuppressed(deps, { workspace: head.workspace, channel }, to).catch(
    () => 'unreachable' as const,
  );
  if (barred === 'unreachable') return { end: { state: 'retry', reason: 'suppressions could not be checked' } };
  if (barred) return { end: { state: 'skipped', reason: 'suppressed' } };
  return attempted(await send(to, signal));
}

/** A message that waited long, behind a slow or absent server, must not arrive at night for that. */
function isQuietAt(
  now: Instant,
  { at }: Pick<Ready['head'], 'at'>,
  quietHours: QuietHours | null,
  timezone: string,
): boolean {
  return quietHours !== null && now - at > LATE && quietUntil(now, quietHours, timezone) !== null;
}

function zoneOf({ timezone }: ContactRow, here: WorkspaceRow): string {
  return timezone !== undefined && isTimeZone(timezone) ? timezone : here.timezone;
}

async function latestContact(
  { contacts }: SendMessageDeps,
  { workspace, customer }: Ready['head'],
): Promise<ContactRow | null | 'unreachable'> {
  try {
    return await contacts.get(workspace, customer);
  } catch {
    return 'unreachable';
  }
}

function refused(state: Refusal['state'], reason: string): Refused {
  return { refusal: { state, reason } };
}
