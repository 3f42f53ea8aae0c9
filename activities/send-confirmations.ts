import { confirmationMail } from '../channels/confirmation-mail.ts';
import type { EmailChannel, Mail } from '../channels/email.ts';
import { addressIn } from '../db/customers/contact-row.ts';
import type { ContactStore } from '../db/customers/contacts.ts';
import type { ConfirmationRow, ConfirmationStore } from '../db/messaging/confirmations.ts';
import type { MailSettingsStore } from '../db/messaging/mail-settings.ts';
import type { SuppressionStore } from '../db/messaging/suppressions.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { messageName } from '../domain/journey/message-name.ts';
import { confirmationKey, customerKey } from '../domain/keys.ts';
import { DAY, MINUTE, type Instant } from '../domain/time.ts';
import type { Links } from '../links/open.ts';
import { isSuppressed } from './around-message.ts';

export interface ConfirmationDeps {
  readonly confirmations: Pick<ConfirmationStore, 'due' | 'claim' | 'again' | 'forget'>;
  readonly contacts: Pick<ContactStore, 'get'>;
  readonly suppressions: Pick<SuppressionStore, 'find'>;
  readonly mailSettings: Pick<MailSettingsStore, 'find'>;
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  readonly links: Pick<Links, 'confirmation' | 'returnPath' | 'hashed'>;
  readonly channel: EmailChannel;
  /** Where a sandbox's mail goes, always. */
  readonly mailbox: EmailChannel;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** In one round: others have their turn between. */
const A_ROUND = 50;
/** Between two attempts, longer after each. */
const PAUSE = MINUTE;

/**
 * Sends the mails that ask for consents, each once: it is claimed before the mail server is called, and tried again only
 * where it certainly did not go out. Whoever got none asks again.
 */
export async function sendConfirmations(deps: ConfirmationDeps): Promise<void> {
  for (const row of await deps.confirmations.due(deps.now(), A_ROUND)) {
    const made = await mailOf(deps, row);
    if (!(await deps.confirmations.claim(row)) || made === null) continue;
    const { mail, here } = made;
    const way = here.clock === undefined ? deps.channel : deps.mailbox;
    const outcome = await way.withLine(row.workspace, (line) => line.send(mail));
    if (outcome.state === 'retry') await deps.confirmations.again(row, deps.now() + PAUSE * 2 ** row.attempts);
  }
  await deps.confirmations.forget(deps.now());
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
  const key = confirmationKey(customerKey(workspace, customer), ref);
  const returnPath = await deps.links.returnPath(messageName(key));
  const days = Math.round((expiresAt - requestedAt) / DAY);
  const words = confirmationMail({ company, purpose, language, page, days });
  const at = workspaceTime(here, deps.now());
  const back = returnPath === null ? {} : { returnPath };
  return { here, mail: { key, workspace, customer, at, to, parts: { ...words, ...back } } };
}
