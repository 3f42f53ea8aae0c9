import type { WorkspaceDeletion } from '../../db/workspaces/workspace-deletion.ts';

/** The same, with something that happens after each step of deleting rows. */
export function deletionWith(
  deletion: WorkspaceDeletion,
  after: (part: string, deleted: number) => Promise<void>,
): WorkspaceDeletion {
  return {
    close: (of) => deletion.close(of),
    count: (of) => deletion.count(of),
    customers: (of) => deletion.customers(of),
    noteDone: (of, count, now) => deletion.noteDone(of, count, now),
    noteWorkflows: (of, count) => deletion.noteWorkflows(of, count),
    deleteSome: async (of, part, limit, now) => {
      const deleted = await deletion.deleteSome(of, part, limit, now);
      await after(part.name, deleted);
      return deleted;
    },
  };
}
