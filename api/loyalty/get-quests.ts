import { isoTime } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf } from '../http/here.ts';
import { getQuestsContract } from './get-quests.contract.ts';
import { knownCustomer } from './points-view.ts';
import { badgesOf, questsOf } from './quests-view.ts';

export const getQuests = endpoint(getQuestsContract, async ({ params, caller }, deps) => {
  const { workspace, now } = await hereOf(deps, caller);
  const { state } = await knownCustomer(deps, workspace._id, params.id);
  const { loyalty } = await deps.stores.playbooks.load(workspace._id, workspace.playbook);
  const { timezone } = workspace;
  return {
    status: 200,
    body: {
      asOf: isoTime(state.asOf),
      quests: questsOf(loyalty, state, now, timezone),
      badges: badgesOf(loyalty, state),
    },
  };
});
