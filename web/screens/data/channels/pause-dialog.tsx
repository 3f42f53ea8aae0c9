import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postChannelPauseContract } from '../../../../api/channels/post-channel-pause.contract.ts';
import { call } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useWords } from '../../../words/words.tsx';
import type { ChannelName } from './use-channels.ts';
import { useChannelWords } from './words.ts';

interface PauseDialogProps {
  readonly channel: ChannelName;
  readonly close: () => void;
}

/** Asks why, and pauses a channel. */
export function PauseDialog({ channel, close }: PauseDialogProps) {
  const words = useChannelWords();
  const { names } = useWords().channels;
  const { pausing } = words;
  const queries = useQueryClient();
  const [reason, setReason] = useState<string>(pausing.usual);
  const pause = useMutation({
    mutationFn: () =>
      call<typeof postChannelPauseContract>('post /v1/channels/:id/pause', {
        params: { id: channel },
        body: { reason },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['get /v1/channels'] }),
    onSuccess: close,
  });
  return (
    <Dialog title={pausing.title(names[channel])} close={close}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          pause.mutate();
        }}
      >
        <p>{pausing.text}</p>
        <label className="field">
          <span className="label">{pausing.reason}</span>
          <input maxLength={200} required value={reason} onChange={({ target }) => setReason(target.value)} />
        </label>
        {pause.error && <Failure error={pause.error} />}
        <p>
          <button className="button danger" type="submit" disabled={pause.isPending}>
            {words.pause}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
