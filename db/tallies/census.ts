import type { Loyalty } from '../../domain/loyalty/program.ts';
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
  const { scoring, loyalty } = await playbooks.load(_id, playbook);
  return { workspace: _id, timezone, counting: scoring, now, ...boardsIn(loyalty) };
}

/** The boards of a programme, as counting goes by them. */
export function boardsIn(loyalty: Loyalty | undefined): Pick<Census, 'boards'> {
  const { boards: all = [], quests = [] } = loyalty ?? {};
  return all.length === 0 ? {} : { boards: { all, quests } };
}
