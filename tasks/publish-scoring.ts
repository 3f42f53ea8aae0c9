import { isDeepStrictEqual } from 'node:util';
import type { PlaybookStore } from '../db/playbooks.ts';
import type { ScoringStore } from '../db/scoring-drafts.ts';
import type { WorkspaceStore } from '../db/workspace-store.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { publishScoring, type Playbook } from '../domain/playbook.ts';
import type { ScoringDraft } from '../domain/rfm/draft.schema.ts';
import type { ScoringModel } from '../domain/rfm/model.ts';
import type { Instant } from '../domain/time.ts';

export interface ScoringPublishPorts {
  readonly playbooks: Pick<PlaybookStore, 'publish'>;
  readonly scoring: Pick<ScoringStore, 'announce' | 'published' | 'withdraw'>;
  readonly workspaces: Pick<WorkspaceStore, 'adoptPlaybook'>;
}

/**
 * Puts a model in force, with what it was compiled from.
 * @param playbook the one that it was compiled under
 * @returns the next playbook; `null` where somebody else published meanwhile: then their playbook is in force
 */
export async function putInForce(
  { playbooks, scoring, workspaces }: ScoringPublishPorts,
  workspace: WorkspaceId,
  playbook: Playbook,
  { draft, model, at }: { readonly draft: ScoringDraft; readonly model: ScoringModel; readonly at: Instant },
): Promise<Playbook | null> {
  const next = publishScoring(playbook, model, at);
  const { scoring: published, version } = next;
  const announced = { workspace, version: published.version, playbook: version, draft, model: published, at };
  const id = await scoring.announce(announced);
  if (await playbooks.publish(workspace, next)) {
    await scoring.published(workspace, published);
    return next;
  }
  await scoring.withdraw(id);
  // Somebody else published this number; if they died before putting it in force, this does it for them.
  await workspaces.adoptPlaybook(workspace, version);
  return null;
}

/** Whether both score and place everybody alike; their number and how they came about say nothing of that. */
export function isSameModel(one: ScoringModel, other: ScoringModel): boolean {
  const { version, origin } = other;
  return isDeepStrictEqual({ ...one, version, origin }, other);
}
