import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { presetsHere } from '../scoring.ts';
import { getScoringPresetsContract } from './get-scoring-presets.contract.ts';

export const getScoringPresets = endpoint(getScoringPresetsContract, async ({ caller }, deps) => {
  const here = await hereOf(deps, caller);
  const presets = (await presetsHere(deps, here)).map(({ id, name, about, draft }) => {
    return { id, name, about, definition: draft };
  });
  return { status: 200, body: { presets } };
});
