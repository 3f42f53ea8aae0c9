import { log } from '@temporalio/activity';
import type { Outcome } from '../channels/port.ts';
import { addressIn } from '../db/customers/contact-row.ts';
import type { ContactStore } from '../db/customers/contacts.ts';
import type { ChannelSettingsStore } from '../db/messaging/channel-settings.ts';
import type { SuppressionStore } from '../db/messaging/suppressions.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Channel } from '../domain/channels/channel.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import { noteRefused, withdrawAll } from '../ingest/contact.ts';
import type { Ingest } from '../ingest/open.ts';
import type { Links } from '../links/open.ts';

export interface TellDeps {
  readonly contacts: ContactStore;
  readonly settings: Pick<ChannelSettingsStore, 'pause'>;
  readonly suppressions: Pick<SuppressionStore, 'suppress'>;
  readonly links: Pick<Links, 'hashed'>;
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  readonly acceptProfile: Ingest['acceptProfile'];
  /** Wall clock. */
  readonly now: () => Instant;
}

interface About {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly channel: Channel;
}

/**
 * What an attempt says beyond its own message: that the channel is set up wrongly, an address leads nowhere, or its owner
 * has withdrawn. Repeatable; one that is lost is learned of by the next message.
 */
export async function tellOutcome(
  deps: TellDeps,
  { workspace, customer, channel }: About,
  outcome: Outcome,
): Promise<void> {
  if (outcome.state === 'paused') {
    const { reason } = outcome;
    const isNew = await deps.settings.pause(workspace, channel, { at: deps.now(), reason });
    if (isNew) log.warn('a channel is paused until somebody resumes it', { workspace, channel, reason });
    return;
  }
  if (outcome.state !== 'failed' || outcome.because === undefined) return;
  const here = await deps.workspace(workspace);
  // Nobody has an address in a sandbox.
  if (here.clock !== undefined) return;
  const at = workspaceTime(here, deps.now());
  if (outcome.because === 'withdrawn') {
    await withdrawAll(deps, here, customer, { channel, at, source: 'provider' });
    return;
  }
  const address = addressIn(await deps.contacts.get(workspace, customer), channel);
  if (address === undefined) return;
  // A number that nobody has is nobody's, whoever is said to have it; a chat or a browser is of one person.
  if (channel === 'sms') {
    const suppression = { reason: 'bounce', at: deps.now() } as const;
    await deps.suppressions.suppress(await deps.links.hashed(workspace, channel, address), suppression);
  }
  await noteRefused(deps, here, customer, channel, { address, at, reason: outcome.reason });
}
