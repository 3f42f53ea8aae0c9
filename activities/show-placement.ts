import { ApplicationFailure } from '@temporalio/activity';
import type { PlacementStore } from '../db/placements.ts';
import type { PlaybookStore } from '../db/playbooks.ts';
import type { WorkspaceRow } from '../db/workspaces.ts';
import type { ShowPlacement } from '../domain/decision.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { journeyVersion, type Playbook } from '../domain/playbook.ts';
import type { PlacementContent } from '../domain/state.ts';
import type { EffectCall } from '../workflows/messages.ts';

export interface ShowPlacementDeps {
  readonly placements: Pick<PlacementStore, 'show'>;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
  /** @throws when the workspace does not exist or the store cannot be reached */
  readonly workspace: (id: WorkspaceId) => Promise<WorkspaceRow>;
}

/** Shows a banner or toast, exactly once: the insert is the effect. What it says is looked up, as a mail's content is. */
export function createShowPlacement({ placements, playbooks, workspace: find }: ShowPlacementDeps) {
  return async function showPlacement({
    workspace,
    customer,
    effect,
  }: EffectCall): Promise<'shown' | 'no-longer-in-the-playbook'> {
    if (effect.kind !== 'showPlacement') {
      throw ApplicationFailure.nonRetryable(`not a placement: ${effect.kind}`, 'Misdirected');
    }
    const row = await find(workspace);
    const content = contentOf(await playbooks.load(workspace, row.playbook, [effect]), effect);
    if (content === undefined) return 'no-longer-in-the-playbook';
    const { key, slot, placement, at, until, journey, step } = effect;
    await placements.show({ _id: key, workspace, customer, slot, placement, content, from: at, until, journey, step });
    return 'shown';
  };
}

/** What the step says in the version that the enrolment is pinned to. */
function contentOf(playbook: Playbook, effect: ShowPlacement): PlacementContent | undefined {
  const steps = journeyVersion(playbook, effect.journey, effect.version)?.definition.steps ?? [];
  const step = steps.find(({ id }) => id === effect.step);
  if (step?.type !== 'place') return undefined;
  const { title, body, url } = step;
  return { title, body, ...(url === undefined ? {} : { url }) };
}
