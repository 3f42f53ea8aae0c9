import { baseOf } from '../../publishing/book.ts';
import { presetsHere } from '../../publishing/scoring-part.ts';
import { endpoint } from '../http/endpoint.ts';
import { getScoringPresetsContract } from './get-scoring-presets.contract.ts';

export const getScoringPresets = endpoint(getScoringPresetsContract, async ({ caller }, { stores, clock }) => {
  const base = await baseOf(stores, caller.workspace, clock());
  const presets = presetsHere(base).map(({ id, name, about, draft }) => ({ id, name, about, definition: draft }));
  return { status: 200, body: { presets } };
});
