import { useWords } from '../../../words/words.tsx';

interface Standing {
  readonly live: number | null;
  readonly status: 'live' | 'paused' | 'archived' | null;
  readonly changed: boolean;
}

/** Whether newcomers enter, by which version, and whether the draft says something else. */
export function JourneyStatus({ of: { live, status, changed } }: { readonly of: Standing }) {
  const words = useWords().journeys;
  if (live === null || status === null) return <span className="chip quiet">{words.onlyDraft}</span>;
  const kind = status === 'live' ? '' : status === 'paused' ? 'warn' : 'quiet';
  return (
    <span className="row chips">
      <span className={`chip ${kind}`}>{words.status[status](live)}</span>
      {changed && <span className="chip quiet">{words.draftDiffers}</span>}
    </span>
  );
}
