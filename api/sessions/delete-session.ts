import { endpoint } from '../http/endpoint.ts';
import { setCookie } from './cookie.ts';
import { FORGET_SESSION } from './session.ts';
import { deleteSessionContract } from './session.contract.ts';

export const deleteSession = endpoint(deleteSessionContract, async ({ caller, secure }, { stores, keyRing }) => {
  if (caller.session) {
    await stores.sessions.end(caller.session.id);
    keyRing.forgetSession(caller.session.id);
  }
  return { status: 204, headers: { 'Set-Cookie': setCookie(FORGET_SESSION, secure) } };
});
