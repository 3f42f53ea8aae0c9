import { workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { lifeOf, withLife } from '../../domain/journey/life.ts';
import type { JobDeps } from './job-deps.ts';

/**
 * Opens the versions that have waited for those inside of earlier ones, once the last of them has left. At its own time a
 * version opens by itself, and is tidied up here when everybody has left by it.
 */
export async function openDrained(deps: JobDeps, { _id, playbook }: WorkspaceRow): Promise<void> {
  const { lives = new Map() } = await deps.playbooks.load(_id, playbook);
  for (const journey of lives.keys()) {
    const workspace = await deps.workspace(_id);
    const book = await deps.playbooks.load(_id, workspace.playbook);
    const { drain, ...life } = lifeOf(book, journey);
    if (drain === undefined || (await deps.customers.isInsideBefore(_id, journey, drain.to))) continue;
    const next = { ...withLife(book, journey, life), version: book.version + 1 };
    // Nobody has to wake for it. Where somebody else has published this number, the next round tries again.
    await deps.playbooks.publish(_id, next, { at: workspaceTime(workspace, deps.now()) });
  }
}
