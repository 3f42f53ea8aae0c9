import { useLive } from '../live/live.tsx';
import { useWords } from '../words/words.tsx';

/** Says that what is shown may be old, while the connection is gone. */
export function LiveStrip() {
  const words = useWords().shell;
  const { state } = useLive();
  if (state !== 'paused') return null;
  return (
    <p className="live-strip" role="status">
      {words.livePaused}
    </p>
  );
}
