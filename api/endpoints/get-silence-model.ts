import { endpoint } from '../endpoint.ts';
import { currentPlaybook } from '../journeys.ts';
import { silenceModelView } from '../silence-view.ts';
import { getSilenceModelContract } from './get-silence-model.contract.ts';

export const getSilenceModel = endpoint(getSilenceModelContract, async ({ caller }, { stores }) => {
  const { version, silence } = await currentPlaybook(stores, caller.workspace);
  return { status: 200, body: { playbook: version, model: silenceModelView(silence) } };
});
