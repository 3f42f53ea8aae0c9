import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { getBoardsContract } from './get-boards.contract.ts';

export const getBoards = endpoint(getBoardsContract, async ({ caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const { loyalty } = await deps.stores.playbooks.load(workspace._id, workspace.playbook);
  const boards = await Promise.all(
    (loyalty?.boards ?? []).map(async (board) => ({
      ...board,
      members: await deps.stores.boards.members(workspace._id, board.id),
    })),
  );
  return { status: 200, body: { boards } };
});
