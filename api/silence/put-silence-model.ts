import { endpoint } from '../http/endpoint.ts';
import { silenceModelView } from './silence-view.ts';
import { putSilenceModelContract } from './put-silence-model.contract.ts';

export const putSilenceModel = endpoint(putSilenceModelContract, async ({ body, caller }, { publishing }) => {
  const { overdueDays, lapsedDays } = body;
  const { content, playbook, changed, rollout } = await publishing.publish(publishing.parts.silence, {
    workspace: caller.workspace,
    id: 'silence',
    source: (before) => ({
      overdueDays,
      lapsedDays,
      rhythm: body.rhythm === 'off' ? null : (before?.source.rhythm ?? null),
    }),
    by: caller.key,
  });
  return { status: 200, body: { playbook: playbook.version, model: silenceModelView(content), changed, rollout } };
});
