import { Paces } from '../channels/pace.ts';
import type { Outcome } from '../channels/port.ts';
import { addressIn, type ContactRow } from '../db/customers/contact-row.ts';
import type { CustomerReads } from '../db/customers/customer-reads.ts';
import type { AskedBySms, ConfirmationRow } from '../db/messaging/confirmations.ts';
import type { SuppressionStore } from '../db/messaging/suppressions.ts';
import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { countryOfNumber } from '../domain/channels/country.ts';
import { countryOf } from '../domain/decision/profile.ts';
import { confirmationKey, customerKey } from '../domain/keys.ts';
import { quietHoursIn, quietUntil } from '../domain/policy/quiet-hours.ts';
import { MINUTE } from '../domain/time.ts';
import { standingWith } from '../ingest/questions.ts';
import { isSuppressed } from './around-message.ts';
import { LOOK_AGAIN } from './attempted.ts';
import { zoneOf } from './last-look.ts';
import { tellOutcome, type TellDeps } from './tell-outcome.ts';
import { wayOf, type WayDeps } from './ways.ts';

export interface SmsQuestionDeps extends WayDeps, TellDeps {
  readonly settings: WayDeps['settings'] & TellDeps['settings'];
  readonly suppressions: Pick<SuppressionStore, 'find' | 'suppress'>;
  readonly customers: Pick<CustomerReads, 'find'>;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
}

/** How a request goes out; `null`: it cannot any more, since the address is gone or suppressed, or they said no. */
export type Asking =
  | { readonly send: () => Promise<Outcome> }
  /** Not now: it is due again after so many ms. */
  | { readonly wait: number }
  | null;

const paces = new Paces<string>();

/**
 * The SMS that asks for a consent, to the number that was asked about and no other one that they have now. It waits until quiet hours are
 * over, and where the channel is paused, or has sent as much as it may in this second.
 */
export async function smsQuestion(deps: SmsQuestionDeps, row: ConfirmationRow, sms: AskedBySms): Promise<Asking> {
  const { workspace, customer, ref } = row;
  const [here, contact] = await Promise.all([deps.workspace(workspace), deps.contacts.get(workspace, customer)]);
  const to = addressIn(contact, 'sms');
  if (to === undefined || standingWith(row, contact, deps.now()) !== 'open') return null;
  const isSame = (await deps.links.hashed(workspace, 'sms', to)).mac === sms.to;
  if (!isSame || (await isSuppressed(deps, { workspace, channel: 'sms' }, to))) return null;
  const quiet = contact === null ? null : await quietFor(deps, here, contact, to);
  if (quiet !== null) return { wait: quiet };
  const key = confirmationKey(customerKey(workspace, customer), ref);
  const head = { key, workspace, customer, at: workspaceTime(here, deps.now()) };
  const way = await wayOf(deps, here, { channel: 'sms', parts: { text: sms.question } }, head);
  if (way.paused !== null) return { wait: LOOK_AGAIN };
  const wait = way.perSecond === null ? 0 : paces.admit(workspace, way.perSecond);
  if (wait > 0) return { wait };
  return {
    async send() {
      const outcome = await way.lend((send) => send(to, AbortSignal.timeout(MINUTE)));
      await tellOutcome(deps, { workspace, customer, channel: 'sms' }, outcome);
      return outcome;
    },
  };
}

/** For how long it is quiet where they are, ms; `null`: it is not. In a sandbox nobody is woken. */
async function quietFor(
  { customers, playbooks, now }: SmsQuestionDeps,
  here: WorkspaceRow,
  contact: ContactRow,
  number: string,
): Promise<number | null> {
  if (here.clock !== undefined) return null;
  const [row, { policies }] = await Promise.all([
    customers.find(here._id, contact.customer),
    playbooks.load(here._id, here.playbook),
  ]);
  const country = (row && countryOf(row.state)) ?? countryOfNumber(number);
  const hours = quietHoursIn(policies, country, 'sms');
  const until = hours === null ? null : quietUntil(now(), hours, zoneOf(contact, here));
  return until === null ? null : until - now();
}
