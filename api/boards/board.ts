import type { BoardId } from '../../domain/ids.schema.ts';
import type { Board } from '../../domain/loyalty/boards/board.schema.ts';
import type { Loyalty } from '../../domain/loyalty/program.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { Caller } from '../http/caller.ts';
import type { ApiDeps } from '../deps.ts';
import { hereOf, type Here } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';

interface BoardHere {
  readonly here: Here;
  readonly playbook: Playbook;
  readonly loyalty: Loyalty;
  readonly board: Board;
}

/** @throws ApiProblem where the programme in force has no such board */
export async function boardHere(deps: ApiDeps, caller: Caller, id: BoardId): Promise<BoardHere> {
  const here = await hereOf(deps, caller);
  const playbook = await deps.stores.playbooks.load(here.workspace._id, here.workspace.playbook);
  const { loyalty } = playbook;
  const board = loyalty?.boards?.find((one) => one.id === id);
  if (loyalty === undefined || board === undefined) {
    throw new ApiProblem(
      'not-found',
      `There is no board "${id}" in the loyalty programme in force; GET /v1/leaderboards lists them.`,
    );
  }
  return { here, playbook, loyalty, board };
}
