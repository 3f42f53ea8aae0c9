import { useLive } from '../live/live.tsx';
import { useWords } from '../words/words.tsx';

/** Says that what is shown may be old while the connection is gone, and that nothing is lost while nobody decides. */
export function LiveStrip() {
  const words = useWords().shell;
  const { state, attendance } = useLive();
  const said = state === 'paused' ? words.livePaused : attendance === 'here' ? null : words.away[attendance];
  if (said === null) return null;
  return (
    <p className="live-strip" role="status">
      {said}
    </p>
  );
}
