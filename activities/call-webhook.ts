import { ApplicationFailure, Context } from '@temporalio/activity';
import { renderTexts } from '../channels/render.ts';
import type { Answer, WebhookChannel } from '../channels/webhook.ts';
import { webhookId } from '../channels/webhook-signature.ts';
import { newEffect, type EffectEnd, type EffectRow } from '../db/messaging/effects.ts';
import type { EffectLedger } from '../db/messaging/ledger.ts';
import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import type { WebhookAddressStore } from '../db/webhooks/addresses.ts';
import type { WebhookSecretStore } from '../db/webhooks/secrets.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { originOf } from '../domain/earlier-effect.ts';
import type { Effect, JourneyOrigin } from '../domain/effect.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import { withoutAddresses } from '../domain/input/personal-data.ts';
import { pinsOfOrigin, STEP_GONE, stepBehind } from '../domain/journey/origin.ts';
import type { WebhookStep } from '../domain/journey/steps/webhook.ts';
import { replyFacts } from '../domain/journey/webhook-reply.ts';
import { pauseAfter } from '../domain/journey/webhook-schedule.ts';
import { isoTime, type Instant } from '../domain/time.ts';
import type { Ingest } from '../ingest/open.ts';
import type { EffectCall } from '../workflows/messages.ts';

export interface CallWebhookDeps {
  readonly ledger: Pick<EffectLedger, 'claimAgain' | 'end'>;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  readonly secrets: Pick<WebhookSecretStore, 'valid'>;
  readonly addresses: Pick<WebhookAddressStore, 'disabled' | 'disable'>;
  readonly channel: WebhookChannel;
  /** The way of the outcome into the customer. */
  readonly acceptReply: Ingest['acceptReply'];
  /** Wall clock. */
  readonly now: () => Instant;
}

type End = EffectEnd<'callWebhook'>;
type Called = Effect<'callWebhook'>;

/** How an attempt ended, and how long the other side wants to be left alone. */
interface Attempted {
  readonly end: End;
  readonly retryAfter?: number | null;
}

/**
 * Calls a webhook until it is answered with success, by the published schedule. Every attempt has the same id and body,
 * so a receiver knows a repeat: what a dead worker leaves in doubt is tried again. The outcome becomes an event of the
 * customer before this resolves, however often it runs.
 */
export function createCallWebhook(deps: CallWebhookDeps) {
  /** @throws ApplicationFailure `CallLater`, to be tried again at the time it says */
  return async function callWebhook(call: EffectCall<'callWebhook'>): Promise<'answered' | 'failed'> {
    const effect = { ...call.effect, origin: originOf(call.effect) };
    const here = await deps.workspace(call.workspace);
    const row = newEffect<'callWebhook'>(call, effect);
    const claim = await deps.ledger.claimAgain(row, deps.now(), (attempts) => pauseAfter(attempts) ?? 0);
    if (claim.is === 'early') throw later('its time has not come', claim.due - deps.now());
    if (claim.is === 'settled') return await tell(deps, here, call.customer, effect, endOf(claim.row));
    const { end, retryAfter } = withoutPersonalData(await attempt(deps, here, call.customer, effect));
    // Nothing waits for days in a sandbox, whose time moves by itself.
    const pause = here.clock === undefined ? pauseAfter(claim.attempts, retryAfter) : null;
    const isLast = end.state === 'retry' && pause === null;
    const final: End = isLast ? { state: 'failed', reason: `${end.reason}, at the last attempt` } : end;
    await deps.ledger.end(effect.key, final, deps.now());
    if (final.state === 'retry') throw later(final.reason, pause ?? 0);
    return await tell(deps, here, call.customer, effect, final);
  };
}

function later(reason: string, pause: number): ApplicationFailure {
  return ApplicationFailure.create({ message: reason, type: 'CallLater', nextRetryDelay: Math.max(pause, 1) });
}

/** What a row says of a call that is over. */
function endOf(row: EffectRow<'callWebhook'>): End {
  if (row.state === 'done') return { state: 'done', result: row.result };
  return { state: 'failed', reason: row.reason ?? 'it was given up' };
}

async function tell(
  deps: CallWebhookDeps,
  here: WorkspaceRow,
  customer: CustomerId,
  { key, origin }: Called,
  end: End,
): Promise<'answered' | 'failed'> {
  const what = { effect: key, place: origin.place };
  const reply =
    end.state === 'done'
      ? { ...what, is: 'done' as const, facts: end.result.reply }
      : { ...what, is: 'failed' as const, reason: end.reason };
  await deps.acceptReply(here, customer, reply);
  return reply.is === 'done' ? 'answered' : 'failed';
}

async function attempt(
  deps: CallWebhookDeps,
  here: WorkspaceRow,
  customer: CustomerId,
  effect: Called,
): Promise<Attempted> {
  const workspace = here._id;
  const playbook = await deps.playbooks.load(workspace, here.playbook, pinsOfOrigin(effect.origin));
  const step = stepBehind(playbook, effect.origin);
  if (step?.type !== 'webhook') return ended('failed', STEP_GONE);
  const gone = await deps.addresses.disabled(workspace, step.url);
  if (gone)
    return ended('failed', `the address said on ${isoTime(gone.at).slice(0, 10)} that it is gone, and is disabled`);
  const secrets = await deps.secrets.valid(workspace, deps.now());
  if (secrets.length === 0)
    return ended('retry', 'there is no secret to sign with: make one with POST /v1/webhooks/secret');
  const rendered = await fieldsOf(workspace, customer, step, effect);
  if ('end' in rendered) return rendered;
  const body = JSON.stringify(bodyOf(customer, effect, rendered.texts));
  const answer = await deps.channel.post(
    { url: step.url, id: webhookId(effect.key), body, secrets, at: deps.now() },
    Context.current().cancellationSignal,
  );
  if (answer.is === 'answered' && answer.status === GONE) await disable(deps, workspace, step.url, effect.origin);
  return endFrom(answer);
}

const GONE = 410;

async function disable(deps: CallWebhookDeps, workspace: WorkspaceId, url: string, { place }: JourneyOrigin) {
  const { journey, step } = place;
  await deps.addresses.disable({ workspace, url, at: deps.now(), journey, step });
}

function endFrom(answer: Answer): Attempted {
  if (answer.is === 'refused') return ended('failed', answer.reason);
  if (answer.is === 'failed') return ended('retry', answer.reason);
  const { status, body, retryAfter } = answer;
  if (status >= 200 && status < 300) return { end: { state: 'done', result: { reply: replyFacts(status, body) } } };
  if (status === GONE) return ended('failed', 'the address is gone (410), and is disabled from now on');
  return { ...ended('retry', `it was answered with ${status}`), retryAfter };
}

function ended(state: 'failed' | 'retry', reason: string): Attempted {
  return { end: { state, reason } };
}

/** Reasons quote templates; the ledger and the history are no place for what they may name. */
function withoutPersonalData(attempted: Attempted): Attempted {
  const { end } = attempted;
  return end.state === 'done' ? attempted : { ...attempted, end: { ...end, reason: withoutAddresses(end.reason) } };
}

async function fieldsOf(
  workspace: WorkspaceId,
  customer: CustomerId,
  { fields = {} }: WebhookStep,
  { context }: Called,
): Promise<{ readonly texts: Readonly<Record<string, string>> } | Attempted> {
  const rendered = await renderTexts(workspace, fields, { customer, context, unsubscribeUrl: '' });
  if (rendered.ok) return { texts: rendered.texts };
  return ended(rendered.slow ? 'retry' : 'failed', rendered.problem);
}

/** The same at every attempt. */
function bodyOf(
  customer: CustomerId,
  { origin, at, context, entry = {} }: Called,
  texts: Readonly<Record<string, string>>,
) {
  const { journey, version, enrolment, step, visit } = origin.place;
  const { segment, score } = context;
  return {
    type: 'journey.webhook',
    timestamp: isoTime(at),
    data: { customer, journey, version, enrolment, step, visit, segment, score, entry, fields: texts },
  };
}
