import { ApplicationFailure, Context } from '@temporalio/activity';
import type { EmailChannel, Line, Mail } from '../channels/email.ts';
import { isRenderingMuch, renderTemplate } from '../channels/render.ts';
import { addressIn, consentTo, type ContactRow } from '../db/customers/contact-row.ts';
import type { ContactStore } from '../db/customers/contacts.ts';
import { couponWords, type CouponWordsDeps } from './coupon-words.ts';
import { newEffect, type EffectEnd, type NewEffect } from '../db/messaging/effects.ts';
import type { EffectLedger } from '../db/messaging/ledger.ts';
import type { MailRecommendations } from '../db/recommend/mail-recommendations.ts';
import type { PartStore } from '../db/playbook/parts.ts';
import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { purposeOf, type Purpose } from '../domain/channels/channel.ts';
import { originOf } from '../domain/earlier-effect.ts';
import type { Effect, EffectState } from '../domain/effect.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import { messageName } from '../domain/journey/message-name.ts';
import { pinsOfOrigin, STEP_GONE } from '../domain/journey/origin.ts';
import { withoutAddresses } from '../domain/input/personal-data.ts';
import { categoryOf } from '../domain/journey/steps/send.ts';
import { isExempt } from '../domain/policy/caps.ts';
import type { QuietHours } from '../domain/policy/policies.ts';
import { quietUntil } from '../domain/policy/quiet-hours.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import { MINUTE, SECOND, type Instant } from '../domain/time.ts';
import type { EffectCall } from '../workflows/messages.ts';
import { aroundMail, isSuppressed, type AroundMailDeps } from './around-mail.ts';
import { mailBehind } from './mail-behind.ts';

export interface SendMessageDeps extends CouponWordsDeps, AroundMailDeps {
  readonly ledger: Pick<EffectLedger, 'claim' | 'end' | 'areSettled'>;
  readonly contacts: Pick<ContactStore, 'get'>;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
  readonly recommendations: MailRecommendations;
  readonly parts: Pick<PartStore, 'find'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  /** Where real customers' mail goes. */
  readonly channel: EmailChannel;
  /** Where a sandbox's mail goes, always. */
  readonly mailbox: EmailChannel;
}

type SendEnd = EffectEnd<'sendMessage'>;
/** As operators see what the activity returned. */
type SendState = Exclude<EffectState, 'done'> | 'sent';
type Refusal = Extract<SendEnd, { readonly reason: string }>;
type Prepared = Ready | Refused;
interface Ready {
  readonly mail: Mail;
  readonly here: WorkspaceRow;
  readonly purpose: Purpose;
  /** `null`: quiet hours do not hold for this message. */
  readonly quietHours: QuietHours | null;
}
interface Refused {
  readonly refusal: Refusal;
}

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
    const settled = (work: () => Promise<SendEnd>) => settle(deps, send, work);
    if ('refusal' in prepared) return await settled(async () => prepared.refusal);
    const way = prepared.here.clock === undefined ? deps.channel : deps.mailbox;
    // Claimed with a connection in hand: whoever only waits for one has nothing that could be lost.
    return await beating(() => way.withLine(workspace, (line) => settled(() => attempt(deps, prepared, line))));
  };
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

/** Claims the message, attempts it, and writes down how that ended. */
async function settle(
  { ledger, now }: Pick<SendMessageDeps, 'ledger' | 'now'>,
  send: NewEffect<'sendMessage'>,
  work: () => Promise<SendEnd>,
): Promise<SendState> {
  const claim = await ledger.claim(send, now());
  if (!claim.mine) return sendState(claim.state);
  const end = withoutPersonalData(await work());
  await ledger.end(send._id, end, now());
  if (end.state === 'retry') throw ApplicationFailure.retryable(end.reason, 'SendLater');
  return sendState(end.state);
}

function sendState(state: EffectState): SendState {
  return state === 'done' ? 'sent' : state;
}

/** Gives the slot to the mail of others; comes back at a time that not all of them choose. */
function makeRoom(): ApplicationFailure {
  return ApplicationFailure.create({
    message: 'templates of this workspace take long, and its mails wait for each other',
    type: 'SendLater',
    nextRetryDelay: 2 * SECOND + Math.random() * 4 * SECOND,
  });
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
  const said = await mailBehind(deps.parts, workspace, playbook, effect);
  if (said === undefined) return refused('failed', STEP_GONE);
  const contact = await deps.contacts.get(workspace, customer);
  const to = addressIn(contact, 'email') ?? (here.clock === undefined ? undefined : sandboxAddress(customer));
  if (to === undefined) return refused('skipped', 'not-reachable');
  const coupon = await couponWords(deps, here, customer, effect);
  if (coupon === null) return refused('skipped', 'no-coupon');
  const category = categoryOf(said.step);
  const purpose = purposeOf(category);
  const language = effect.template?.language ?? 'en';
  const around = await aroundMail(deps, { workspace, customer, purpose, message: messageName(effect.key), language });
  const at = { workspace: here, now: workspaceTime(here, deps.now()) };
  const recs = await deps.recommendations(at, playbook, customer, [said.mail.subject, said.mail.body, said.mail.text]);
  const reader = { customer, context: effect.context, recs, ...(coupon ? { coupon } : {}), ...around.variables };
  const rendered = await renderTemplate(workspace, said.mail, reader);
  if (!rendered.ok) {
    const again = rendered.slow && Context.current().info.attempt < RENDERED_AT_MOST;
    return refused(again ? 'retry' : 'failed', rendered.problem);
  }
  const quietHours = isExempt(playbook.policies, category) ? null : playbook.policies.quietHours;
  const words = await around.finish(rendered);
  const head = { key: effect.key, workspace, customer, at: effect.at, to, subject: rendered.subject };
  return { here, purpose, quietHours, mail: { ...head, ...words, ...around.headers } };
}

async function attempt(
  deps: SendMessageDeps,
  { mail, here, purpose, quietHours }: Ready,
  line: Line,
): Promise<SendEnd> {
  const signal = Context.current().cancellationSignal;
  // The last thing before the call: consent may have been withdrawn, or the address changed, since the decision.
  const contact = await latestContact(deps, mail);
  if (contact === 'unreachable') return { state: 'retry', reason: 'consent could not be checked' };
  if (here.clock !== undefined) {
    // Nobody has to agree to mail of a sandbox, but whoever tries the way out finds that it works.
    if (consentTo(contact, 'email', purpose) === 'withdrawn') return { state: 'skipped', reason: 'no-consent' };
    return await sent(line, mail, signal);
  }
  if (consentTo(contact, 'email', purpose) !== 'granted') return { state: 'skipped', reason: 'no-consent' };
  const to = addressIn(contact, 'email');
  if (contact === null || to === undefined) return { state: 'skipped', reason: 'not-reachable' };
  const barred = await isSuppressed(deps, mail.workspace, to).catch(() => 'unreachable' as const);
  if (barred === 'unreachable') return { state: 'retry', reason: 'suppressions could not be checked' };
  if (barred) return { state: 'skipped', reason: 'suppressed' };
  if (isQuietAt(deps.now(), mail, quietHours, zoneOf(contact, here)))
    return { state: 'skipped', reason: 'quiet-hours' };
  return await sent(line, { ...mail, to }, signal);
}

async function sent(line: Line, mail: Mail, signal: AbortSignal): Promise<SendEnd> {
  const outcome = await line.send(mail, signal);
  return outcome.state === 'sent' ? { state: 'done', result: { messageId: outcome.messageId } } : outcome;
}

/** A message that waited long, behind a slow or absent server, must not arrive at night for that. */
function isQuietAt(now: Instant, { at }: Mail, quietHours: QuietHours | null, timezone: string): boolean {
  return quietHours !== null && now - at > LATE && quietUntil(now, quietHours, timezone) !== null;
}

function zoneOf({ timezone }: ContactRow, here: WorkspaceRow): string {
  return timezone !== undefined && isTimeZone(timezone) ? timezone : here.timezone;
}

async function latestContact(deps: SendMessageDeps, mail: Mail): Promise<ContactRow | null | 'unreachable'> {
  try {
    return await deps.contacts.get(mail.workspace, mail.customer);
  } catch {
    return 'unreachable';
  }
}

/** An address that no mail server delivers to. */
function sandboxAddress(customer: CustomerId): string {
  const encoded = encodeURIComponent(customer).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${encoded}@sandbox.invalid`;
}

function refused(state: Refusal['state'], reason: string): Refused {
  return { refusal: { state, reason } };
}
