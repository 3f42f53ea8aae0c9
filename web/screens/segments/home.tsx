import { useTitle } from '../../ui/use-title.ts';
import { useWords } from '../../words/words.tsx';
import { EmptyHome } from './empty-home.tsx';
import { Forecast } from './forecast.tsx';
import { Movement } from './movement.tsx';
import { MovesNow } from './moves-now.tsx';
import { ScoreGrid } from './score-grid.tsx';
import { SegmentTable } from './segment-table.tsx';
import { useSegments } from './use-segments.ts';
import './home.css';

/** Made once: where figures change, each card draws what it shows of them, and not all cards with it. */
const CARDS = (
  <>
    <SegmentTable />
    <div className="stack beside">
      <Forecast />
      <MovesNow />
    </div>
    <Movement />
    <ScoreGrid />
  </>
);

/** Who the customers are, how they move, and who falls silent next. */
export function Home() {
  const words = useWords().segments;
  useTitle(words.title);
  const segments = useSegments();
  if (segments.data?.customers === 0) return <EmptyHome />;
  return (
    <div className="home">
      <h1 className="hidden-visually">{words.title}</h1>
      {CARDS}
    </div>
  );
}
