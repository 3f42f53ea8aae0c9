import { endpoint } from '../http/endpoint.ts';
import { setCookie } from './cookie.ts';
import { signInByKey } from './session.ts';
import { postSessionContract } from './session.contract.ts';

export const postSession = endpoint(postSessionContract, async ({ caller: { who, workspace }, secure }, deps) => {
  const cookie = await signInByKey(deps, who, workspace, postSessionContract);
  return { status: 204, headers: { 'Set-Cookie': setCookie(cookie, secure) } };
});
