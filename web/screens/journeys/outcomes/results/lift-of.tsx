import { useFormat } from '../../../../format/use-format.ts';
import type { Comparison } from './compared.tsx';
import { EndOfMeasuring } from './end-of-measuring.tsx';
import { differencePlaces, ratioPlaces } from './interval.ts';
import { IntervalPlot } from './interval-plot.tsx';
import { useResultWords } from './words.ts';

type Lift = Comparison['lifts'][number];

interface LiftOfProps {
  readonly lift: Lift;
  readonly comparison: Comparison;
  readonly nameOf: (arm: string) => string;
}

/** What is known of one way against the control: a sentence first, then where the truth may lie. */
export function LiftOf({ lift, comparison, nameOf }: LiftOfProps) {
  const words = useResultWords().lift;
  if (lift.is === 'hidden') {
    return (
      <div className="notice error" role="alert">
        <h3>⚠ {words.alarm}</h3>
        <p>{words.alarmText}</p>
      </div>
    );
  }
  const inSentence = (name: string) => (comparison.step === null ? nameOf(name) : words.named(name));
  const [arm, control] = [inSentence(lift.arm), inSentence(comparison.control)];
  return (
    <div className="stack lift">
      <Sentence lift={lift} arm={arm} control={control} />
      <Plots lift={lift} />
      <EndOfMeasuring lift={lift} comparison={comparison} arm={arm} control={control} />
    </div>
  );
}

interface SentenceProps {
  readonly lift: Lift;
  readonly arm: string;
  readonly control: string;
}

function Sentence({ lift, arm, control }: SentenceProps) {
  const words = useResultWords().lift;
  const format = useFormat();
  const { ratio, lacking, additional } = lift;
  const times = (value: number) => format.number(Math.round(value * 100) / 100);
  const people = (value: number) => format.number(Math.round(value));
  if (lacking !== null || ratio === null) {
    return (
      <p className="lead">
        {lacking === null ? words.nothingYet : words.lacking(lacking.conversions, times(lacking.ratio), arm, control)}
      </p>
    );
  }
  const [from, to] = ratio;
  return (
    <>
      <p className="lead">
        {to === null ? words.moreOpen(times(from), arm, control) : words.more(times(from), times(to), arm, control)}{' '}
        {additional !== null &&
          from >= 1 &&
          (additional[1] === null
            ? words.additionalOpen(people(additional[0]))
            : words.additional(people(additional[0]), people(additional[1])))}
      </p>
      <p className="soft small">{words.sure}</p>
    </>
  );
}

/** An interval for each thing that enough is known of. */
function Plots({ lift: { ratio, difference, atEnd, revenue } }: { readonly lift: Lift }) {
  const words = useResultWords().lift;
  const format = useFormat();
  const times = (value: number) => `${format.number(Math.round(value * 100) / 100)}×`;
  const points = (value: number) => format.signed(Math.round(value * 1_000) / 10);
  return (
    <div className="plots">
      {ratio && (ratio[0] > 0 || ratio[1] !== null) && (
        <IntervalPlot
          title={words.ratio}
          help={words.ratioHelp}
          places={ratioPlaces(ratio)}
          from={times(ratio[0])}
          to={ratio[1] === null ? words.openEnd : times(ratio[1])}
          tick={times}
        />
      )}
      {difference && (
        <IntervalPlot
          title={words.difference}
          places={differencePlaces(difference)}
          from={points(difference[0])}
          to={points(difference[1])}
          tick={points}
        />
      )}
      {atEnd && (
        <IntervalPlot
          title={words.atEnd}
          places={differencePlaces(atEnd)}
          from={points(atEnd[0])}
          to={points(atEnd[1])}
          tick={points}
        />
      )}
      {revenue && (
        <IntervalPlot
          title={words.revenue}
          places={differencePlaces(revenue)}
          from={format.exactMoney(revenue[0])}
          to={format.exactMoney(revenue[1])}
          tick={format.exactMoney}
        />
      )}
    </div>
  );
}
