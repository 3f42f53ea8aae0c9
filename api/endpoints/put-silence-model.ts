import type { SilenceModel } from '../../domain/rfm/silence-model.ts';
import { changeSilence, NotPublished, type PublishedSilence } from '../../tasks/publish-silence.ts';
import type { Caller } from '../auth.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../endpoint.ts';
import { ApiProblem } from '../problem.ts';
import { silenceModelView } from '../silence-view.ts';
import { putSilenceModelContract } from './put-silence-model.contract.ts';

export const putSilenceModel = endpoint(putSilenceModelContract, async ({ body, caller }, deps) => {
  const { overdueDays, lapsedDays } = body;
  const { playbook, changed } = await publish(deps, caller, (silence) => {
    const rhythm = body.rhythm === 'off' ? null : silence.rhythm;
    const isSame =
      silence.overdueDays === overdueDays && silence.lapsedDays === lapsedDays && silence.rhythm === rhythm;
    return isSame ? null : { ...silence, overdueDays, lapsedDays, rhythm };
  });
  const rollout = changed ? await deps.rollOut(caller.workspace) : null;
  const model = silenceModelView(playbook.silence);
  return { status: 200, body: { playbook: playbook.version, model, changed, rollout: rollout?._id ?? null } };
});

async function publish(
  { stores: { playbooks, workspaces }, clock }: ApiDeps,
  { workspace }: Caller,
  change: (silence: SilenceModel) => SilenceModel | null,
): Promise<PublishedSilence> {
  try {
    return await changeSilence({ playbooks, workspaces, now: clock }, workspace, change);
  } catch (error) {
    if (!(error instanceof NotPublished)) throw error;
    throw new ApiProblem('conflict', 'Others are publishing at the same time; try again.', {
      retryAfter: 1,
      cause: error,
    });
  }
}
