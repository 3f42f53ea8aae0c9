import { useFormat } from '../../../../format/use-format.ts';
import { Card } from '../../../../ui/card.tsx';
import type { JourneyResults } from '../results.tsx';
import { Arms } from './arms.tsx';
import { LiftOf } from './lift-of.tsx';
import { useResultWords } from './words.ts';

export type Comparison = JourneyResults['comparisons'][number];

interface ComparedProps {
  readonly comparison: Comparison;
  readonly winner: JourneyResults['winners'][number] | undefined;
}

/** Ways that people came into by chance, and whether one of them is better. */
export function Compared({ comparison, winner }: ComparedProps) {
  const words = useResultWords().lift;
  const format = useFormat();
  const { step, days, ends, over, lifts } = comparison;
  const nameOf = useArmNames(step);
  const until = over ? words.ended : ends === null ? '' : words.ends(format.dateTime(ends));
  return (
    <Card title={step === null ? words.title : words.splitTitle(step)} className="compared">
      <div className="stack">
        {winner && (
          <p>
            <span className="chip">{words.winner(nameOf(winner.arm), nameOf(winner.against), winner.version)}</span>
          </p>
        )}
        {lifts.map((lift) => (
          <LiftOf key={lift.arm} lift={lift} comparison={comparison} nameOf={nameOf} />
        ))}
        <Arms comparison={comparison} nameOf={nameOf} />
        <p className="soft small">
          {words.watched(words.dayCount(days))} {until} {words.help}
        </p>
      </div>
    </Card>
  );
}

/** Those of the holdout have words of ours, those of a split the names that its author gave. */
function useArmNames(step: string | null): (arm: string) => string {
  const own = new Map<string, string>(Object.entries(useResultWords().lift.arms));
  return (arm) => (step === null ? (own.get(arm) ?? arm) : arm);
}
