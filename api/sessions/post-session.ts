import { endpoint } from '../http/endpoint.ts';
import { signInByKey } from './session.ts';
import { postSessionContract } from './session.contract.ts';

export const postSession = endpoint(postSessionContract, async ({ caller: { who, workspace } }, deps) => {
  return { status: 204, headers: { 'Set-Cookie': await signInByKey(deps, who, workspace, postSessionContract) } };
});
