import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { deleteBoardMemberContract } from './delete-board-member.contract.ts';

/** Also of a board that the programme has no more. */
export const deleteBoardMember = endpoint(deleteBoardMemberContract, async ({ params, caller }, deps) => {
  const { id, customer } = params;
  if (await deps.stores.boards.leave(caller.workspace, id, customer)) return { status: 204 };
  throw new ApiProblem('not-found', 'This customer is not on this board.');
});
