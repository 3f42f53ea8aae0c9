import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { getClockContract } from '../../api/workspaces/get-clock.contract.ts';
import type { postClockContract } from '../../api/workspaces/post-clock.contract.ts';
import { call, type CallInput } from '../api/call.ts';
import { useReply } from '../api/use-reply.ts';
import { useFormat } from '../format/use-format.ts';
import { useMay } from '../session/session-context.tsx';
import { ToldError } from '../ui/told.tsx';
import { useWords } from '../words/words.tsx';

type Move = CallInput<typeof postClockContract>['body'];

type Mover = Pick<UseMutationResult<unknown, Error, Move>, 'mutate' | 'isPending' | 'isError'>;

const ONE_DAY: Move = { advance: '1d' };
const PLAY_EVERY_MS = 2_000;
/** While the clock is on its way. */
const ASK_EVERY_MS = 700;

/** The test clock of a sandbox: its time, and the buttons that move it. Everything that is shown is asked again after a move. */
export function ClockControl() {
  const words = useWords();
  const format = useFormat();
  const may = useMay('operator');
  const queries = useQueryClient();
  const move = useMutation({
    mutationFn: (body: Move) => call<typeof postClockContract>('post /v1/clock', { body }),
    onSettled: () => queries.invalidateQueries(),
  });
  const clock = useReply<typeof getClockContract>('get /v1/clock', {}, move.isPending ? { every: ASK_EVERY_MS } : {});
  const [playing, setPlaying] = usePlay(move);
  if (!clock.data) return null;
  const { now, moved, next } = clock.data;
  const busy = move.isPending || playing;
  return (
    <div className="clock" role="group" aria-label={words.shell.clock}>
      <span className="chip warn">{words.shell.clock}</span>
      <time dateTime={now}>{format.dateTime(now)}</time>
      {move.isPending && moved && (
        <span className="small soft" role="status">
          {words.shell.moving(format.number(moved.arrived), format.number(moved.total))}
        </span>
      )}
      {may && (
        <>
          <button
            className="button"
            type="button"
            aria-pressed={playing}
            aria-label={playing ? words.shell.pause : words.shell.play}
            title={playing ? words.shell.pause : words.shell.play}
            onClick={() => setPlaying(!playing)}
          >
            {playing ? '❚❚' : '▶'}
          </button>
          <button className="button" type="button" disabled={busy} onClick={() => move.mutate(ONE_DAY)}>
            {words.shell.day}
          </button>
          <button className="button" type="button" disabled={busy} onClick={() => move.mutate({ advance: '7d' })}>
            {words.shell.week}
          </button>
          <button
            className="button main"
            type="button"
            disabled={busy || next === null}
            title={next === null ? words.shell.nothingDue : undefined}
            onClick={() => move.mutate({ to: 'next' })}
          >
            {words.shell.toNext}
          </button>
        </>
      )}
      {move.error && (
        <span role="alert" className="small down">
          <ToldError error={move.error} />
        </span>
      )}
    </div>
  );
}

/** A day every two seconds; the next one begins when the one before has settled. A move that fails ends it. */
function usePlay({ mutate, isPending, isError }: Mover) {
  const [wanted, setWanted] = useState(false);
  const playing = wanted && !isError;
  useEffect(() => {
    if (!playing || isPending) return undefined;
    const timer = setTimeout(() => mutate(ONE_DAY), PLAY_EVERY_MS);
    return () => clearTimeout(timer);
  }, [playing, isPending, mutate]);
  return [playing, setWanted] as const;
}
