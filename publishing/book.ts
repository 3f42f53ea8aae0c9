import type { PlaybookStore } from '../db/playbook/playbooks.ts';
import type { PartStore } from '../db/playbook/parts.ts';
import type { PartRow } from '../db/playbook/rows.ts';
import type { WorkspaceStore } from '../db/workspaces/workspace-store.ts';
import { workspaceTime } from '../db/workspaces/workspaces.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import { partInForce, type Content, type PartKind, type Source } from '../domain/parts.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Instant } from '../domain/time.ts';
import type { Base, PartModule } from './part.ts';
import { NotPublished } from './problem.ts';

/** Where playbooks and their parts are read. */
export interface BookStores {
  readonly workspaces: Pick<WorkspaceStore, 'find'>;
  readonly playbooks: Pick<PlaybookStore, 'load'>;
  readonly parts: Pick<PartStore, 'find'>;
}

/** The rules in force now. @throws NotPublished `not-found` where the workspace is gone */
export async function currentPlaybook(
  { workspaces, playbooks }: Pick<BookStores, 'workspaces' | 'playbooks'>,
  workspace: WorkspaceId,
): Promise<Playbook> {
  const row = await workspaces.find(workspace);
  if (row === null) throw gone();
  return await playbooks.load(workspace, row.playbook);
}

/** @param wallClock of this moment */
export async function baseOf(
  { workspaces, playbooks }: Pick<BookStores, 'workspaces' | 'playbooks'>,
  id: WorkspaceId,
  wallClock: Instant,
): Promise<Base> {
  const workspace = await workspaces.find(id);
  if (workspace === null) throw gone();
  const book = await playbooks.load(id, workspace.playbook);
  return { workspace, now: workspaceTime(workspace, wallClock), book };
}

function gone(): NotPublished {
  return new NotPublished('not-found', 'The workspace of this key does not exist.');
}

/** The version of a part that is in force, and what it was compiled from. */
export interface InForce<Kind extends PartKind> {
  readonly content: Content<Kind>;
  readonly source: Source<Kind>;
  readonly row: PartRow<Kind>;
}

/** @returns `undefined` where the part was never published */
export async function inForce<Kind extends PartKind>(
  { parts }: Pick<BookStores, 'parts'>,
  { kind, sourceOf }: Pick<PartModule<Kind>, 'kind' | 'sourceOf'>,
  workspace: WorkspaceId,
  book: Playbook,
  id: string,
): Promise<InForce<Kind> | undefined> {
  const live = partInForce(book, kind, id);
  if (live === undefined) return undefined;
  const { version, content } = live;
  const row = await parts.find(workspace, { kind, id, version });
  if (row === null)
    throw new Error(`version ${version} of ${kind} "${id}" of workspace ${workspace} is not in the store`);
  return { content, source: row.from ?? sourceOf(content), row };
}
