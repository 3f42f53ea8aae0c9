import { newEffect } from '../db/messaging/effects.ts';
import type { EffectLedger } from '../db/messaging/ledger.ts';
import { isAlias } from '../db/privacy/erasures.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import type { Ingest } from '../ingest/open.ts';
import type { EffectCall } from '../workflows/messages.ts';

export interface TellReferrerDeps {
  readonly ledger: Pick<EffectLedger, 'claimAgain' | 'end'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  readonly tell: Ingest['tell'];
  /** Wall clock. */
  readonly now: () => Instant;
}

/**
 * Tells the customer who brought this one that they have bought, by an event: durable before this resolves, and one for
 * each who is brought, however often it runs.
 */
export function createTellReferrer({ ledger, workspace: here, tell, now }: TellReferrerDeps) {
  return async function tellReferrer(call: EffectCall<'tellReferrer'>): Promise<void> {
    const { workspace, customer: who, effect } = call;
    const claim = await ledger.claimAgain(newEffect<'tellReferrer'>(call, effect), now(), () => 0);
    if (claim.is === 'settled') return;
    // Whoever was erased meanwhile hears nothing.
    if (!isAlias(effect.referrer)) {
      await tell(await here(workspace), effect.referrer, { kind: 'referral-brought', who });
    }
    await ledger.end(effect.key, { state: 'done', result: {} }, now());
  };
}
