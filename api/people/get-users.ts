import { endpoint } from '../http/endpoint.ts';
import { getUsersContract } from './get-users.contract.ts';
import { MOST_LISTED, userOf } from './user.ts';

export const getUsers = endpoint(getUsersContract, async ({ caller }, { stores }) => {
  const rows = await stores.users.list(caller.workspace, MOST_LISTED);
  return { status: 200, body: { users: rows.map((row) => userOf(row, caller)) } };
});
