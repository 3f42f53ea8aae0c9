import { Link } from 'wouter';
import { useFormat } from '../../../../format/use-format.ts';
import { useVersionWords } from '../words.ts';
import type { Definition } from '../../definition.ts';
import type { JourneyResults } from '../results.tsx';
import { StepName } from '../step-name.tsx';
import { Reasons } from './reasons.tsx';
import { useResultWords } from './words.ts';

export type StepResult = JourneyResults['steps'][number];

interface StepTableProps {
  readonly results: JourneyResults;
  readonly definition: Definition | undefined;
}

/** Every step in a row, in the order of the definition. */
export function StepTable({ results, definition }: StepTableProps) {
  const columns = useVersionWords();
  const { steps } = useResultWords();
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">{columns.step}</th>
          <th scope="col" className="number">
            {steps.reached}
          </th>
          <th scope="col" className="number">
            {steps.inside}
          </th>
          <th scope="col">{steps.passed}</th>
          <th scope="col">{steps.left}</th>
          <th scope="col">{steps.skipped}</th>
          <th scope="col" className="number">
            {steps.stayed}
          </th>
        </tr>
      </thead>
      <tbody>
        {results.steps.map((step) => (
          <Row key={step.step} step={step} results={results} definition={definition} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ step, results: { journey, version }, definition }: StepTableProps & { readonly step: StepResult }) {
  const words = useResultWords().steps;
  const { number } = useFormat();
  const { reached, movedHere, inside, passed, left, skipped, stayed } = step;
  const waysOf = useWays();
  return (
    <tr>
      <th scope="row">
        <StepName id={step.step} among={[definition]} />
      </th>
      <td className="number">
        {number(reached)}
        {movedHere > 0 && <span className="soft small below">{words.moved(movedHere)}</span>}
      </td>
      <td className="number">
        {inside > 0 ? (
          <Link href={insideAt({ journey, version, step: step.step })} className="strong">
            {number(inside)}
          </Link>
        ) : (
          '–'
        )}
      </td>
      <td>{waysOf(passed)}</td>
      <td>
        <Reasons of={left.map(({ by, times }) => ({ because: by, times }))} otherwise="–" />
      </td>
      <td>
        <Reasons of={skipped} otherwise="–" />
      </td>
      <td className="number">
        {stayed === null ? (
          '–'
        ) : (
          <span title={words.stayedHelp(number(stayed.medianDays), number(stayed.p90Days))}>
            {words.days(number(Math.round(stayed.medianDays * 10) / 10))}
          </span>
        )}
      </td>
    </tr>
  );
}

/** Exactly those who stand at a step of a version. */
export function insideAt(at: { readonly journey: string; readonly version: number; readonly step: string }): string {
  return `/journeys/${at.journey}/inside?version=${at.version}&step=${encodeURIComponent(at.step)}`;
}

/** How many went on by which way, in words. */
function useWays(): (passed: StepResult['passed']) => string {
  const words = useResultWords();
  const { number } = useFormat();
  const known = new Map<string, string>(Object.entries(words.ways));
  return (passed) => {
    if (passed.length === 0) return '–';
    return passed
      .map(({ way, times }) => (way === null ? number(times) : words.steps.way(known.get(way) ?? way, times)))
      .join(', ');
  };
}
