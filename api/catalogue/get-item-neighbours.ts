import { endpoint } from '../http/endpoint.ts';
import { getItemNeighboursContract } from './get-item-neighbours.contract.ts';

const NOTHING = { baskets: 0, everyDays: null, neighbours: [] };

export const getItemNeighbours = endpoint(getItemNeighboursContract, async ({ params, caller }, { stores }) => {
  const [figures = NOTHING] = await stores.itemFigures.find(caller.workspace, [params.id]);
  const { baskets, everyDays, neighbours } = figures;
  const rows = await stores.catalogue.find(
    caller.workspace,
    neighbours.map(({ item }) => item),
  );
  const names = new Map(rows.map(({ item }) => [item.id, item.name]));
  const named = neighbours.map((one) => ({ ...one, name: names.get(one.item) ?? null }));
  return { status: 200, body: { baskets, everyDays, neighbours: named } };
});
