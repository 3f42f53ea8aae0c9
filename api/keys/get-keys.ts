import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { getKeysContract } from './get-keys.contract.ts';

const MOST = 1_000;

export const getKeys = endpoint(getKeysContract, async ({ caller }, { stores }) => {
  const rows = await stores.keys.list(caller.workspace, MOST);
  const keys = rows.map(({ _id, scopes, createdAt }) => ({
    id: _id,
    scopes: [...scopes],
    madeAt: isoTime(createdAt),
    endable: _id !== caller.who.id && !scopes.includes('installation'),
  }));
  return { status: 200, body: { keys } };
});
