import { endpoint } from '../http/endpoint.ts';
import { openSession } from './session.ts';
import { postSessionContract } from './session.contract.ts';

export const postSession = endpoint(postSessionContract, async ({ caller }, deps) => {
  return { status: 204, headers: { 'Set-Cookie': await openSession(deps, caller) } };
});
