import { endpoint } from '../endpoint.ts';
import { hereOf } from '../here.ts';
import { presetsIn } from '../scoring.ts';
import { getScoringPresetsContract } from './get-scoring-presets.contract.ts';

export const getScoringPresets = endpoint(getScoringPresetsContract, async ({ caller }, deps) => {
  const { workspace } = await hereOf(deps, caller);
  const presets = presetsIn(workspace.currency).map(({ id, name, about, draft }) => ({
    id,
    name,
    about,
    definition: draft,
  }));
  return { status: 200, body: { presets } };
});
