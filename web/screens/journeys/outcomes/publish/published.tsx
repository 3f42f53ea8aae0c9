import type { getJobContract } from '../../../../../api/jobs/get-job.contract.ts';
import { useReply } from '../../../../api/use-reply.ts';
import { useFormat } from '../../../../format/use-format.ts';
import { Asked } from '../../../../ui/asked.tsx';
import { useWords } from '../../../../words/words.tsx';
import type { PublishedReply } from '../publish-dialog.tsx';
import { useVersionWords } from '../words.ts';

interface PublishedProps {
  readonly reply: PublishedReply;
  readonly close: () => void;
}

/** That it is live, and how far those inside have been told. */
export function Published({ reply: { version, changed, status, rollout }, close }: PublishedProps) {
  const words = useWords();
  const { publish } = useVersionWords();
  const said = { live: publish.done, paused: publish.paused, archived: publish.archived }[status.is];
  return (
    <div className="stack" role="status">
      <p>{changed ? said(version) : publish.unchanged}</p>
      {rollout !== null && <Rollout job={rollout} />}
      <div className="row">
        <button className="button main" type="button" onClick={close}>
          {words.ui.close}
        </button>
      </div>
    </div>
  );
}

function Rollout({ job: id }: { readonly job: string }) {
  const words = useVersionWords().publish;
  const format = useFormat();
  const job = useReply<typeof getJobContract>('get /v1/jobs/:id', { params: { id } });
  const state = job.data?.job.state;
  return (
    <Asked reply={job} rows={2}>
      {({ job: { done, total } }) => {
        if (state === 'done') return <p>{words.rolloutDone}</p>;
        if (state === 'failed' || state === 'cancelled') return <p className="down">{words.rolloutFailed}</p>;
        return (
          <label className="field">
            <span className="label">{words.rollout}</span>
            <progress value={total === null ? undefined : done} max={total ?? undefined} />
            <span className="hint">{total !== null && words.progress(format.number(done), format.number(total))}</span>
          </label>
        );
      }}
    </Asked>
  );
}
