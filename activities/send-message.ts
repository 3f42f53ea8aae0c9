import { ApplicationFailure, Context } from '@temporalio/activity';
import { unsubscribeUrl, type EmailChannel, type Mail } from '../channels/email.ts';
import { renderTemplate, type Template } from '../channels/render.ts';
import { emailConsent, type ContactRow, type ContactStore } from '../db/contacts.ts';
import type { PlaybookStore } from '../db/playbooks.ts';
import type { SendEnd, SendLedger, SendState } from '../db/sends.ts';
import type { WorkspaceRow } from '../db/workspaces.ts';
import type { SendMessage } from '../domain/decision.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import { journeyVersion, type Playbook } from '../domain/playbook.ts';
import type { EffectCall } from '../workflows/messages.ts';

export interface SendMessageDeps {
  readonly ledger: SendLedger;
  readonly contacts: Pick<ContactStore, 'get'>;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  /** Where real customers' mail goes. */
  readonly channel: EmailChannel;
  /** Where a sandbox's mail goes, always. */
  readonly mailbox: EmailChannel;
  readonly from: string;
}

type Refusal = Extract<SendEnd, { readonly reason: string }>;
type Prepared = { readonly mail: Mail; readonly sandbox: boolean } | { readonly refusal: Refusal };

interface SendCall extends EffectCall {
  readonly effect: SendMessage;
}

/**
 * Sends one message at most once: the ledger's row is inserted before the mail server is called, and whatever leaves
 * its outcome in doubt is `unknown`, which is never sent again.
 */
export function createSendMessage(deps: SendMessageDeps) {
  /** @throws ApplicationFailure `SendLater`, to be tried again, when the message certainly did not go out */
  return async function sendMessage({ workspace, customer, effect }: EffectCall): Promise<SendState> {
    if (effect.kind !== 'sendMessage')
      throw ApplicationFailure.nonRetryable(`not a message: ${effect.kind}`, 'Misdirected');
    const { key, journey, version, step, channel, at } = effect;
    const prepared = await prepare(deps, { workspace, customer, effect });
    const send = { _id: key, workspace, customer, journey, version, step, channel, at };
    const claim = await deps.ledger.claim(send, Date.now());
    if (!claim.mine) return claim.state;
    const end = await attempt(deps, prepared);
    await deps.ledger.end(key, end, Date.now());
    if (end.state === 'retry') throw ApplicationFailure.retryable(end.reason, 'SendLater');
    return end.state;
  };
}

/** Everything that can fail without harm comes before the claim. */
async function prepare(deps: SendMessageDeps, { workspace, customer, effect }: SendCall): Promise<Prepared> {
  const row = await deps.workspace(workspace);
  const template = contentOf(await deps.playbooks.load(workspace, row.playbook), effect);
  if (template === undefined) return refused('failed', 'this step is no longer in the playbook');
  const sandbox = row.clock !== undefined;
  const contact = await deps.contacts.get(workspace, customer);
  const to = contact?.email ?? (sandbox ? sandboxAddress(customer) : undefined);
  if (to === undefined) return refused('skipped', 'not-reachable');
  const reader = { customer, context: effect.context, unsubscribeUrl: unsubscribeUrl(deps.from) };
  const rendered = await renderTemplate(workspace, template, reader);
  if (!rendered.ok) return refused('failed', rendered.problem);
  const { subject, html, text } = rendered;
  return { sandbox, mail: { key: effect.key, workspace, customer, at: effect.at, to, subject, html, text } };
}

async function attempt(deps: SendMessageDeps, prepared: Prepared): Promise<SendEnd> {
  if ('refusal' in prepared) return prepared.refusal;
  const { mail, sandbox } = prepared;
  const signal = Context.current().cancellationSignal;
  if (sandbox) return await deps.mailbox.send(mail, signal);
  // The last thing before the call: consent may have been withdrawn, or the address changed, since the decision.
  const contact = await latestContact(deps, mail);
  if (contact === 'unreachable') return { state: 'retry', reason: 'consent could not be checked' };
  if (emailConsent(contact) !== 'granted') return { state: 'skipped', reason: 'no-consent' };
  if (contact?.email === undefined) return { state: 'skipped', reason: 'not-reachable' };
  return await deps.channel.send({ ...mail, to: contact.email }, signal);
}

async function latestContact(deps: SendMessageDeps, mail: Mail): Promise<ContactRow | null | 'unreachable'> {
  try {
    return await deps.contacts.get(mail.workspace, mail.customer);
  } catch {
    return 'unreachable';
  }
}

/** What a step says in the version that the enrolment is pinned to. */
function contentOf(playbook: Playbook, effect: SendMessage): Template | undefined {
  const steps = journeyVersion(playbook, effect.journey, effect.version)?.definition.steps ?? [];
  const step = steps.find(({ id }) => id === effect.step);
  return step?.type === 'send' ? step : undefined;
}

/** An address that no mail server delivers to. */
function sandboxAddress(customer: CustomerId): string {
  const encoded = encodeURIComponent(customer).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${encoded}@sandbox.invalid`;
}

function refused(state: Refusal['state'], reason: string): Prepared {
  return { refusal: { state, reason } };
}
