import type { Connection } from 'mongoose';
import { mongoPartStore } from '../db/playbook/parts.ts';
import { mongoPlaybookStore } from '../db/playbook/playbooks.ts';
import { mongoWorkspaceStore } from '../db/workspaces/workspace-store.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { Source } from '../domain/parts.ts';
import type { Playbook } from '../domain/playbook.ts';
import { DEFAULT_SILENCE } from '../domain/silence/silence-model.ts';
import type { Instant } from '../domain/time.ts';
import { publish } from '../publishing/publish.ts';
import { silencePart } from '../publishing/silence-part.ts';

/** Puts other rules of silence in force. Nobody is told, and no rollout begins. */
export async function publishSilenceOver(
  connection: Connection,
  workspace: WorkspaceId,
  now: () => Instant,
  change: Partial<Source<'silence'>>,
): Promise<Playbook> {
  const stores = {
    parts: mongoPartStore(connection),
    playbooks: mongoPlaybookStore(connection),
    workspaces: mongoWorkspaceStore(connection),
  };
  const { playbook } = await publish({ stores, now, rollOut: async () => null }, silencePart, {
    workspace,
    id: 'silence',
    source: (before) => ({ ...(before?.source ?? silencePart.sourceOf(DEFAULT_SILENCE)), ...change }),
  });
  return playbook;
}
