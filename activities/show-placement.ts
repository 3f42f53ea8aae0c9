import { ApplicationFailure, Context } from '@temporalio/activity';
import { newEffect, type EffectEnd } from '../db/messaging/effects.ts';
import type { EffectLedger } from '../db/messaging/ledger.ts';
import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { originOf } from '../domain/earlier-effect.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { withoutAddresses } from '../domain/input/personal-data.ts';
import { pinsOfOrigin, STEP_GONE } from '../domain/journey/origin.ts';
import type { EffectCall } from '../workflows/messages.ts';
import { placementContent, type PlacementContentDeps, type Shown } from './placement-content.ts';

export interface ShowPlacementDeps extends PlacementContentDeps {
  readonly ledger: Pick<EffectLedger, 'record'>;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
}

/** What takes long to render is tried so often: a busy machine is not the template's fault. */
const RENDERED_AT_MOST = 5;

/** Shows a banner, a toast or a list of items, exactly once: the row of the ledger is what pages are shown. */
export function createShowPlacement(deps: ShowPlacementDeps) {
  /** @throws ApplicationFailure, to be tried again, where rendering took long */
  return async function showPlacement(
    call: EffectCall<'showPlacement'>,
  ): Promise<'shown' | 'no-longer-in-the-playbook' | 'not-shown' | 'given-up'> {
    const effect = { ...call.effect, origin: originOf(call.effect) };
    const here = await deps.workspace(call.workspace);
    const playbook = await deps.playbooks.load(call.workspace, here.playbook, pinsOfOrigin(effect.origin));
    const shown = await placementContent(deps, { here, playbook, customer: call.customer, effect });
    const end = endOf(shown);
    const state = await deps.ledger.record(newEffect<'showPlacement'>(call, effect), end, deps.now());
    if (end.state !== 'done') return end.reason === STEP_GONE ? 'no-longer-in-the-playbook' : 'not-shown';
    return state === 'done' ? 'shown' : 'given-up';
  };
}

/** Reasons quote templates; the ledger and the history are no place for what they may name. */
function endOf(shown: Shown): EffectEnd<'showPlacement'> {
  if (shown.state === 'done') return { state: 'done', result: { content: shown.content } };
  const reason = withoutAddresses(shown.reason);
  if (shown.state !== 'retry') return { state: shown.state, reason };
  if (Context.current().info.attempt < RENDERED_AT_MOST) throw ApplicationFailure.retryable(reason, 'ShowLater');
  return { state: 'failed', reason };
}
