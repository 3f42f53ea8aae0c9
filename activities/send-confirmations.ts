import { confirmationMail } from '../channels/confirmation-mail.ts';
import type { Mail } from '../channels/email.ts';
import { addressIn } from '../db/customers/contact-row.ts';
import type { ConfirmationRow, ConfirmationStore } from '../db/messaging/confirmations.ts';
import type { MailSettingsStore } from '../db/messaging/mail-settings.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { messageName } from '../domain/journey/message-name.ts';
import { confirmationKey, customerKey } from '../domain/keys.ts';
import { DAY, MINUTE } from '../domain/time.ts';
import type { Links } from '../links/open.ts';
import { isSuppressed } from './around-message.ts';
import { smsQuestion, type Asking, type SmsQuestionDeps } from './sms-question.ts';

export interface ConfirmationDeps extends SmsQuestionDeps {
  readonly confirmations: Pick<ConfirmationStore, 'due' | 'claim' | 'again' | 'forget' | 'noteSent'>;
  readonly mailSettings: Pick<MailSettingsStore, 'find'>;
  readonly links: SmsQuestionDeps['links'] & Pick<Links, 'confirmation' | 'returnPath'>;
}

/** In one round: others have their turn between. */
const A_ROUND = 50;
/** Between two attempts, longer after each. */
const PAUSE = MINUTE;

/**
 * Sends the messages that ask for consents, each once: it is claimed before the provider is called, and tried again only
 * where it certainly did not go out. Whoever got none asks again.
 */
export async function sendConfirmations(deps: ConfirmationDeps): Promise<void> {
  const { confirmations, now } = deps;
  for (const row of await confirmations.due(now(), A_ROUND)) {
    const asking = row.sms === undefined ? await mailTo(deps, row) : await smsQuestion(deps, row, row.sms);
    if (asking !== null && 'wait' in asking) {
      await confirmations.again(row, now() + asking.wait);
      continue;
    }
    if (!(await confirmations.claim(row)) || asking === null) continue;
    const outcome = await asking.send();
    if (outcome.state === 'sent' && row.sms !== undefined) await confirmations.noteSent(row, outcome.messageId);
    if (outcome.state === 'retry') await confirmations.again(row, now() + PAUSE * 2 ** row.attempts);
    // A mail says so to whoever sends the next one; an SMS waits until somebody has resumed its channel.
    if (outcome.state === 'paused' && row.sms !== undefined) await confirmations.again(row, now() + PAUSE);
  }
  await confirmations.forget(now());
}

async function mailTo(deps: ConfirmationDeps, row: ConfirmationRow): Promise<Asking> {
  const made = await mailOf(deps, row);
  if (made === null) return null;
  const { mail, here } = made;
  const way = here.clock === undefined ? deps.channel : deps.mailbox;
  return { send: async () => await way.withLine(row.workspace, (line) => line.send(mail)) };
}

/** @returns `null` where it cannot be sent any more: the address is gone or suppressed */
async function mailOf(
  deps: ConfirmationDeps,
  row: ConfirmationRow,
): Promise<{ mail: Mail; here: WorkspaceRow } | null> {
  const { workspace, customer, channel, purpose, language, ref, expiresAt, requestedAt } = row;
  const [here, contact, { company }, page] = await Promise.all([
    deps.workspace(workspace),
    deps.contacts.get(workspace, customer),
    deps.mailSettings.find(workspace),
    deps.links.confirmation({ workspace, customer, channel, purpose, ref }),
  ]);
  const to = addressIn(contact, channel);
  if (to === undefined || page === null || (await isSuppressed(deps, { workspace, channel }, to))) return null;
  if (row.to !== undefined && (await deps.links.hashed(workspace, channel, to)).mac !== row.to) return null;
  const key = confirmationKey(customerKey(workspace, customer), ref);
  const returnPath = await deps.links.returnPath(messageName(key));
  const days = Math.round((expiresAt - requestedAt) / DAY);
  const words = confirmationMail({ company, purpose, language, page, days });
  const at = workspaceTime(here, deps.now());
  const back = returnPath === null ? {} : { returnPath };
  return { here, mail: { key, workspace, customer, at, to, parts: { ...words, ...back } } };
}
