import { endpoint } from '../http/endpoint.ts';
import { getLivezContract } from './get-livez.contract.ts';

export const getLivez = endpoint(getLivezContract, async () => ({ status: 200, body: { status: 'alive' } }));
