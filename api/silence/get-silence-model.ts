import { adoptionView } from '../scoring/adoption-view.ts';
import { rulesOfEverybody } from '../segments/census.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { silenceModelView } from './silence-view.ts';
import { getSilenceModelContract } from './get-silence-model.contract.ts';

export const getSilenceModel = endpoint(getSilenceModelContract, async ({ caller }, deps) => {
  const here = await hereOf(deps, caller);
  const [{ version, silence }, counts] = await Promise.all([
    deps.stores.playbooks.load(here.workspace._id, here.workspace.playbook),
    rulesOfEverybody(deps, here),
  ]);
  const body = { playbook: version, model: silenceModelView(silence), adoption: adoptionView(counts, 'silence') };
  return { status: 200, body };
});
