import { Context } from '@temporalio/activity';
import type { Outgoing } from '../channels/port.ts';
import { addressIn, consentTo, type ContactRow } from '../db/customers/contact-row.ts';
import type { ContactStore } from '../db/customers/contacts.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Channel, Purpose } from '../domain/channels/channel.ts';
import { countryOf } from '../domain/decision/profile.ts';
import { quietHoursIn, quietUntil, type QuietRules } from '../domain/policy/quiet-hours.ts';
import { isTimeZone } from '../domain/time-zone.ts';
import { MINUTE, type Instant } from '../domain/time.ts';
import { isSuppressed, type AroundDeps } from './around-message.ts';
import { attempted, type Attempted } from './attempted.ts';
import { standingThere, type RegisteredDeps } from './iys/registered.ts';
import { sandboxAddress, type Send, type Way } from './ways.ts';

export interface LastLookDeps
  extends Omit<RegisteredDeps, 'links' | 'contacts'>, Pick<AroundDeps, 'suppressions' | 'links'> {
  readonly contacts: ContactStore;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** A message that could go out now. */
export interface Ready {
  readonly head: Omit<Outgoing<Channel>, 'to' | 'parts'>;
  readonly channel: Channel;
  readonly here: WorkspaceRow;
  readonly purpose: Purpose;
  /** `null`: quiet hours do not hold for this message. */
  readonly quiet: QuietRules | null;
  readonly way: Way;
}

/** Later than this, quiet hours may have begun since the decision. */
const LATE = 15 * MINUTE;
/** An exchange with the register takes some minutes. */
const REGISTERED_AFTER = 2 * MINUTE;

/** The last thing before the call: consent may have been withdrawn, or the address changed, since the decision. */
export async function lastLook(deps: LastLookDeps, ready: Ready, send: Send): Promise<Attempted> {
  const { head, channel, here, purpose } = ready;
  const signal = Context.current().cancellationSignal;
  const contact = await deps.contacts.get(head.workspace, head.customer).catch(() => 'unreachable' as const);
  if (contact === 'unreachable') return later('consent could not be checked');
  if (here.clock !== undefined) {
    // In a sandbox nobody is asked, and nothing leaves it; but whoever tries the way out finds that it works.
    if (consentTo(contact, channel, purpose) === 'withdrawn') return skipped('no-consent');
    const to = channel === 'email' ? addressIn(contact, channel) : undefined;
    return attempted(await send(to ?? sandboxAddress(channel, head.customer), signal));
  }
  if (consentTo(contact, channel, purpose) !== 'granted') return skipped('no-consent');
  const to = addressIn(contact, channel);
  if (contact === null || to === undefined) return skipped('not-reachable');
  if (await isQuietNow(deps, ready, zoneOf(contact, here))) return skipped('quiet-hours');
  return (await barredBy(deps, ready, to)) ?? attempted(await send(to, signal));
}

/** What an address may not be written to for, whoever has it; `null`: nothing. */
async function barredBy(deps: LastLookDeps, { head, channel, purpose }: Ready, to: string): Promise<Attempted | null> {
  const { workspace, customer } = head;
  const barred = await isSuppressed(deps, { workspace, channel }, to).catch(() => 'unreachable' as const);
  if (barred === 'unreachable') return later('suppressions could not be checked');
  if (barred) return skipped('suppressed');
  if (purpose !== 'marketing') return null;
  const about = { workspace, customer, channel, address: to };
  switch (await standingThere(deps, about).catch(() => 'unreachable' as const)) {
    case 'unreachable':
      return later('the consent in the register could not be checked');
    case 'waiting':
      return { ...later('the register of messages has not confirmed the consent yet'), after: REGISTERED_AFTER };
    case 'refused':
      return skipped('not-registered');
    case 'confirmed':
    case 'unconcerned':
      return null;
  }
}

function skipped(reason: string): Attempted {
  return { end: { state: 'skipped', reason } };
}

function later(reason: string): Attempted {
  return { end: { state: 'retry', reason } };
}

/** A message that waited long, behind a slow or absent server, must not arrive at night for that. */
async function isQuietNow({ customers, now }: LastLookDeps, { head, channel, quiet }: Ready, timezone: string) {
  const at = now();
  if (quiet === null || at - head.at <= LATE) return false;
  const row = await customers.find(head.workspace, head.customer);
  const quietHours = quietHoursIn(quiet, row ? countryOf(row.state) : undefined, channel);
  return quietHours !== null && quietUntil(at, quietHours, timezone) !== null;
}

/** Whose clock says when it is quiet: theirs, else that of the workspace. */
export function zoneOf({ timezone }: ContactRow, here: WorkspaceRow): string {
  return timezone !== undefined && isTimeZone(timezone) ? timezone : here.timezone;
}
