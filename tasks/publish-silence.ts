import type { PlaybookStore } from '../db/playbooks.ts';
import type { WorkspaceStore } from '../db/workspace-store.ts';
import { workspaceTime } from '../db/workspaces.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { publishSilence, type Playbook } from '../domain/playbook.ts';
import type { SilenceModel } from '../domain/rfm/silence-model.ts';
import type { Instant } from '../domain/time.ts';

export interface PublishPorts {
  readonly playbooks: PlaybookStore;
  readonly workspaces: Pick<WorkspaceStore, 'find' | 'adoptPlaybook'>;
  /** Wall clock. */
  readonly now: () => Instant;
}

export interface PublishedSilence {
  /** The one in force afterwards. */
  readonly playbook: Playbook;
  /** False where it was in force already. */
  readonly changed: boolean;
}

/** Others published faster than this again and again, or the workspace is gone. */
export class NotPublished extends Error {
  override readonly name = 'NotPublished';
}

/** Every lost race means that somebody else won one, so more than a few in a row do not happen. */
const TRIES = 10;

/**
 * Puts other rules of silence in force.
 * @param change what they become, from what they are; `null`: they are right already
 * @throws NotPublished
 */
export async function changeSilence(
  { playbooks, workspaces, now }: PublishPorts,
  id: WorkspaceId,
  change: (silence: SilenceModel) => SilenceModel | null,
): Promise<PublishedSilence> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const workspace = await workspaces.find(id);
    if (workspace === null) throw new NotPublished(`there is no workspace ${id}`);
    const playbook = await playbooks.load(id, workspace.playbook);
    const silence = change(playbook.silence);
    if (silence === null) return { playbook, changed: false };
    const next = publishSilence(playbook, silence, workspaceTime(workspace, now()));
    if (await playbooks.publish(id, next)) return { playbook: next, changed: true };
    // Somebody else published this number; if they died before putting it in force, this does it for them.
    await workspaces.adoptPlaybook(id, next.version);
  }
  throw new NotPublished('others are publishing at the same time; try again');
}
