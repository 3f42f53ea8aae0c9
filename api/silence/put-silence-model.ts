import { endpoint } from '../http/endpoint.ts';
import { silenceModelView } from './silence-view.ts';
import { putSilenceModelContract } from './put-silence-model.contract.ts';

/** Fixed days for everybody. */
const WITHOUT_RHYTHM = { rhythm: null, rule: null };

export const putSilenceModel = endpoint(putSilenceModelContract, async ({ body, caller }, { publishing }) => {
  const { overdueDays, lapsedDays } = body;
  const { content, playbook, changed, rollout } = await publishing.publish(publishing.parts.silence, {
    workspace: caller.workspace,
    id: 'silence',
    source: (before) => ({
      ...(body.rhythm === 'off' ? WITHOUT_RHYTHM : (before?.source ?? WITHOUT_RHYTHM)),
      overdueDays,
      lapsedDays,
    }),
    by: caller.who.id,
  });
  return { status: 200, body: { playbook: playbook.version, model: silenceModelView(content), changed, rollout } };
});
