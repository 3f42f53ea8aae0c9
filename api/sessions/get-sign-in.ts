import { endpoint } from '../http/endpoint.ts';
import { getSignInContract } from './get-sign-in.contract.ts';

export const getSignIn = endpoint(getSignInContract, async (_input, { provider }) => {
  return { status: 200, body: { provider: provider !== undefined } };
});
