import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { getReadyzContract } from './get-readyz.contract.ts';

export const getReadyz = endpoint(getReadyzContract, async (_input, deps) => {
  if (deps.draining.isOn())
    throw new ApiProblem('stopping', 'This server is stopping; ask another one.', { retryAfter: 5 });
  const [, answers] = await Promise.all([deps.stores.workspaces.ping(), deps.temporalAnswers()]);
  return { status: 200, body: { status: 'ready', store: 'here', temporal: answers ? 'here' : 'away' } };
});
