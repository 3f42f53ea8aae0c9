import { Link } from 'wouter';
import { useFormat } from '../../../../format/use-format.ts';
import type { Format } from '../../../../format/format.ts';
import { JourneyTree } from '../../tree/journey-tree.tsx';
import type { JourneyTreeProps } from '../../tree/tree-context.ts';
import type { Way } from '../../tree/ways.ts';
import type { Definition, Step } from '../../definition.ts';
import type { JourneyResults } from '../results.tsx';
import { useReasons } from './reasons.tsx';
import { insideAt, type StepResult } from './step-table.tsx';
import { useResultWords, type ResultWords } from './words.ts';

interface PaintedTreeProps {
  readonly results: JourneyResults;
  readonly definition: Definition;
}

/** The tree that its author built, with what became of each step on its card and of each way on its label. */
export function PaintedTree({ results, definition }: PaintedTreeProps) {
  const words = useResultWords().steps;
  const format = useFormat();
  return <JourneyTree definition={definition} {...paintOf(results, words, format)} />;
}

type Paint = Pick<JourneyTreeProps, 'badge' | 'aboutStep' | 'aboutWay'>;

function paintOf(
  { journey, version, steps, entered }: JourneyResults,
  words: ResultWords['steps'],
  { number }: Pick<Format, 'number'>,
): Paint {
  const of = (step: Step) => steps.find((one) => one.step === step.id);
  return {
    badge(step) {
      const inside = step === null ? 0 : (of(step)?.inside ?? 0);
      if (step === null || inside === 0) return null;
      return (
        <Link href={insideAt({ journey, version, step: step.id })} className="chip">
          {words.here(inside)}
        </Link>
      );
    },
    aboutStep(step) {
      if (step === null) return <span className="painted small">{words.entered(entered)}</span>;
      const result = of(step);
      return result && <Painted result={result} />;
    },
    aboutWay: (from, way) => <span className="strong number">{number(tookOf(of(from), way))}</span>,
  };
}

/** How many took a way: all of its names together. */
function tookOf(result: StepResult | undefined, { took }: Way): number {
  const passed = result?.passed ?? [];
  return passed.reduce((sum, { way, times }) => (way !== null && took.includes(way) ? sum + times : sum), 0);
}

function Painted({ result }: { readonly result: StepResult }) {
  const words = useResultWords().steps;
  const reasonOf = useReasons();
  const { reached, movedHere, passed, left, skipped, messages, opened, clicked, stayed } = result;
  const { shown, followed, dismissed, control } = result;
  const wentOn = passed.reduce((sum, { times }) => sum + times, 0);
  const format = useFormat();
  const days = (value: number) => format.number(Math.round(value * 10) / 10);
  return (
    <span className="painted small">
      <span>
        {words.came(reached)}
        {' · '}
        {words.wentOn(wentOn)}
      </span>
      {movedHere > 0 && <span>{words.moved(movedHere)}</span>}
      {messages > 0 && (
        <span>
          {[
            words.sent(messages),
            ...(opened === null ? [] : [words.opened(opened)]),
            ...(clicked === null ? [] : [words.clicked(clicked)]),
          ].join(' · ')}
        </span>
      )}
      {shown !== null && <span>{words.placed(shown, followed ?? 0, dismissed ?? 0)}</span>}
      {control !== null && control > 0 && <span className="soft">{words.control(control)}</span>}
      {left.map(({ by, times }) => (
        <span key={by}>{words.leftBy(times, reasonOf(by))}</span>
      ))}
      {skipped.map(({ because, times }) => (
        <span key={because} className="skipped">
          {words.skippedBy(times, reasonOf(because))}
        </span>
      ))}
      {stayed !== null && <span className="soft">{words.stays(days(stayed.medianDays), days(stayed.p90Days))}</span>}
    </span>
  );
}
