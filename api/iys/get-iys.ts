import { endpoint } from '../http/endpoint.ts';
import { getIysContract } from './get-iys.contract.ts';
import { iysView } from './iys-view.ts';

export const getIys = endpoint(getIysContract, async ({ caller }, deps) => ({
  status: 200,
  body: await iysView(deps, caller.workspace),
}));
