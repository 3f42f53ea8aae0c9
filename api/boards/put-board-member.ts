import { nameKey } from '../../domain/loyalty/boards/name.schema.ts';
import { scoreOf } from '../../domain/loyalty/boards/score.ts';
import { isHeldOut } from '../../domain/policy/holdout.ts';
import { dayOf } from '../../domain/time-zone.ts';
import { knownCustomer } from '../customers/known-customer.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { boardHere } from './board.ts';
import { putBoardMemberContract } from './put-board-member.contract.ts';

export const putBoardMember = endpoint(putBoardMemberContract, async ({ params, body, caller }, deps) => {
  const { here, playbook, loyalty, board } = await boardHere(deps, caller, params.id);
  const { workspace, now } = here;
  const { state, customer } = await knownCustomer(deps, workspace._id, params.customer);
  if (isHeldOut(playbook.policies, customer)) throw heldOut();
  const { name } = body;
  const scored = scoreOf(board, state, loyalty, dayOf(now, workspace.timezone));
  const head = { workspace: workspace._id, board: board.id, customer, name, named: nameKey(name), since: state.asOf };
  if ((await deps.stores.boards.join({ ...head, ...scored })) === 'taken') throw taken();
  return { status: 200, body: { name, score: scored.score } };
});

function heldOut(): ApiProblem {
  const message = 'This customer is held out of messages, to measure what those do, and so is on no board.';
  return new ApiProblem('conflict', message);
}

function taken(): ApiProblem {
  const message =
    'Somebody on this board has this name, or one that reads the same; nothing has changed. Send another one.';
  return new ApiProblem('conflict', message);
}
