import type { Draw } from '../../domain/loyalty/draws/draw.schema.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { isoTime } from '../../domain/time.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { getDrawsContract } from './get-draws.contract.ts';

export const getDraws = endpoint(getDrawsContract, async ({ caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { loyalty } = await deps.stores.playbooks.load(workspace._id, workspace.playbook);
  const draws = await Promise.all((loyalty?.draws ?? []).map((draw) => drawLine(deps, workspace._id, draw)));
  return { status: 200, body: { asOf: isoTime(now), draws } };
});

async function drawLine({ stores }: ApiDeps, workspace: WorkspaceId, { id, name, look, prizes }: Draw) {
  const limited = prizes.filter(({ stock }) => stock !== null).map((prize) => prize.id);
  const known = await stores.draws.won(workspace, id, limited);
  const standing = prizes.map((prize) => {
    const won = prize.stock === null ? null : (known.get(prize.id) ?? 0);
    const left = prize.stock === null || won === null ? null : Math.max(0, prize.stock - won);
    return { prize, won, left, weight: left === 0 ? 0 : prize.weight };
  });
  const all = standing.reduce((sum, { weight }) => sum + weight, 0);
  const lines = standing.map(({ prize, won, left, weight }) => {
    return { id: prize.id, name: prize.name, chance: all === 0 ? 0 : weight / all, won, left };
  });
  return { id, name, look, prizes: lines };
}
