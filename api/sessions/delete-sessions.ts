import { isAdmin } from '../http/access.ts';
import { endpoint } from '../http/endpoint.ts';
import { ApiProblem } from '../http/problem.ts';
import { deleteSessionsContract } from './delete-sessions.contract.ts';

export const deleteSessions = endpoint(deleteSessionsContract, async ({ params, caller }, { stores, keyRing }) => {
  const { who, workspace } = caller;
  const row = await stores.sessions.find(params.id);
  const isOwn = row !== null && ('key' in row ? row.key : row.user) === who.id;
  // Whoever may not end it is not told that it is there.
  if (row?.workspace !== workspace || !(isOwn || isAdmin(who))) {
    throw new ApiProblem('not-found', 'There is no such session: it is over, or somebody has ended it.');
  }
  await stores.sessions.end(row._id);
  keyRing.forgetSession(row._id);
  return { status: 204 };
});
