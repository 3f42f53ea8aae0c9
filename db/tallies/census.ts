import type { Instant } from '../../domain/time.ts';
import type { PlaybookStore } from '../playbook/playbooks.ts';
import type { WorkspaceRow } from '../workspaces/workspaces.ts';
import type { Census } from './counted.ts';

/**
 * How the model in force counts a workspace.
 * @param now the workspace's time
 */
export async function censusOf(
  playbooks: Pick<PlaybookStore, 'load'>,
  { _id, timezone, playbook }: WorkspaceRow,
  now: Instant,
): Promise<Census> {
  const { scoring } = await playbooks.load(_id, playbook);
  return { workspace: _id, timezone, counting: scoring, now };
}
