import { currentPlaybook } from '../../publishing/book.ts';
import { adoptionView } from '../scoring/adoption-view.ts';
import { endpoint } from '../http/endpoint.ts';
import { silenceModelView } from './silence-view.ts';
import { getSilenceModelContract } from './get-silence-model.contract.ts';

export const getSilenceModel = endpoint(getSilenceModelContract, async ({ caller }, { stores }) => {
  const [{ version, silence }, counts] = await Promise.all([
    currentPlaybook(stores, caller.workspace),
    stores.adoption.count(caller.workspace),
  ]);
  const body = { playbook: version, model: silenceModelView(silence), adoption: adoptionView(counts, 'silence') };
  return { status: 200, body };
});
