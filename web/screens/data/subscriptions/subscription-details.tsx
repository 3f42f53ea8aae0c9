import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { postSubscriptionPauseContract } from '../../../../api/feed/post-subscription-pause.contract.ts';
import { call } from '../../../api/call.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { Deliveries } from './deliveries.tsx';
import { NewSecret } from './new-secret.tsx';
import { Replay } from './replay.tsx';
import { Resume } from './resume.tsx';
import { State } from './state.tsx';
import type { Subscription } from './use-subscriptions.ts';
import { useSubscriptionWords } from './words.ts';

interface DetailsProps {
  readonly subscription: Subscription;
  readonly change: () => void;
  readonly end: () => void;
  readonly close: () => void;
}

/** One subscription: how it goes, what was answered lately, and everything that can be done about it. */
export function SubscriptionDetails({ subscription, change, end, close }: DetailsProps) {
  const words = useSubscriptionWords();
  const { id, url, paused } = subscription;
  return (
    <Dialog title={words.detailsOf(id)} close={close} drawer>
      <div className="stack">
        <p>
          <code className="break">{url}</code>
        </p>
        {paused === null ? (
          <Goes subscription={subscription} />
        ) : (
          <Resume subscription={subscription} paused={paused} />
        )}
        <p className="row">
          <button className="button" type="button" onClick={change}>
            {words.change}
          </button>
          {paused === null && <Pause id={id} />}
          <button className="button danger" type="button" onClick={end}>
            {words.end}
          </button>
        </p>
        <Deliveries subscription={subscription} />
        <Replay subscription={subscription} />
        <NewSecret subscription={subscription} />
      </div>
    </Dialog>
  );
}

function Goes({ subscription }: { readonly subscription: Subscription }) {
  const words = useSubscriptionWords();
  const format = useFormat();
  const { behind, failed, nextAttemptAt, replaying } = subscription;
  return (
    <div className="stack">
      <p>
        <State subscription={subscription} /> {words.waiting(behind)}
      </p>
      {nextAttemptAt !== null && (
        <p className="notice error">{words.retrying(failed, format.dateTime(nextAttemptAt))}</p>
      )}
      {replaying && <p className="small soft">{words.replay.running}</p>}
    </div>
  );
}

function Pause({ id }: Pick<Subscription, 'id'>) {
  const words = useSubscriptionWords();
  const queries = useQueryClient();
  const pause = useMutation({
    mutationFn: () =>
      call<typeof postSubscriptionPauseContract>('post /v1/subscriptions/:id/pause', { params: { id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['get /v1/subscriptions'] }),
  });
  return (
    <>
      <button className="button" type="button" disabled={pause.isPending} onClick={() => pause.mutate()}>
        {words.pause}
      </button>
      {pause.error && <Failure error={pause.error} />}
    </>
  );
}
