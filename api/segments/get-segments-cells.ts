import { cellSizes } from '../../db/tallies/cell.ts';
import { isoTime } from '../../domain/time.ts';
import { countBeforeReading } from './census.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { getSegmentsCellsContract } from './get-segments-cells.contract.ts';

export const getSegmentsCells = endpoint(getSegmentsCellsContract, async ({ caller }, deps) => {
  const here = await hereOf(deps, caller);
  const uncounted = await countBeforeReading(deps, here);
  const cells = await deps.stores.tallies.read(here.workspace._id, cellSizes);
  return { status: 200, body: { asOf: isoTime(here.now), uncounted, cells } };
});
