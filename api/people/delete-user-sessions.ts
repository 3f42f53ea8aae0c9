import { endpoint } from '../http/endpoint.ts';
import { deleteUserSessionsContract } from './delete-user-sessions.contract.ts';
import { findUser } from './user.ts';

export const deleteUserSessions = endpoint(deleteUserSessionsContract, async ({ params, caller }, deps) => {
  const { _id } = await findUser(deps, caller.workspace, params.id);
  await deps.stores.sessions.endAllOf(caller.workspace, _id);
  deps.keyRing.forgetUser(_id);
  return { status: 204 };
});
