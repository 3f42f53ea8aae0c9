import { newEffect, type EffectEnd } from '../db/messaging/effects.ts';
import type { EffectLedger } from '../db/messaging/ledger.ts';
import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { originOf } from '../domain/earlier-effect.ts';
import type { JourneyOrigin, PlacementContent } from '../domain/effect.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { pinsOfOrigin, STEP_GONE, stepBehind } from '../domain/journey/origin.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Instant } from '../domain/time.ts';
import type { EffectCall } from '../workflows/messages.ts';

export interface ShowPlacementDeps {
  readonly ledger: Pick<EffectLedger, 'record'>;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** Shows a banner or toast, exactly once: the row of the ledger is what pages are shown. */
export function createShowPlacement({ ledger, playbooks, workspace: find, now }: ShowPlacementDeps) {
  return async function showPlacement(
    call: EffectCall<'showPlacement'>,
  ): Promise<'shown' | 'no-longer-in-the-playbook' | 'given-up'> {
    const effect = { ...call.effect, origin: originOf(call.effect) };
    const { playbook } = await find(call.workspace);
    const loaded = await playbooks.load(call.workspace, playbook, pinsOfOrigin(effect.origin));
    const content = contentOf(loaded, effect.origin);
    const end: EffectEnd<'showPlacement'> =
      content === undefined ? { state: 'failed', reason: STEP_GONE } : { state: 'done', result: { content } };
    const state = await ledger.record(newEffect<'showPlacement'>(call, effect), end, now());
    if (content === undefined) return 'no-longer-in-the-playbook';
    return state === 'done' ? 'shown' : 'given-up';
  };
}

/** What the step says in the version that the enrolment is pinned to. */
function contentOf(playbook: Playbook, origin: JourneyOrigin): PlacementContent | undefined {
  const step = stepBehind(playbook, origin);
  if (step?.type !== 'place') return undefined;
  const { title, body, url, priority, pages, dismissible, mostShown } = step;
  return {
    title,
    body,
    ...(url === undefined ? {} : { url }),
    ...(priority === undefined ? {} : { priority }),
    ...(pages === undefined ? {} : { pages }),
    ...(dismissible === undefined ? {} : { dismissible }),
    ...(mostShown === undefined ? {} : { mostShown }),
  };
}
