import { Link } from 'wouter';
import type { FieldProblem } from '../../../api/problem.ts';
import { Told } from '../../../ui/told.tsx';
import { useVersionWords } from './words.ts';
import type { JourneyNow } from '../use-journey.ts';

interface ProblemsProps {
  readonly title: string;
  readonly problems: readonly FieldProblem[];
  readonly journey: JourneyNow;
}

/** What is wrong with the draft, each with the way to the step where it is mended. */
export function Problems({ title, problems, journey }: ProblemsProps) {
  const words = useVersionWords().publish;
  return (
    <section className="notice error" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {problems.map(({ code, path, message }) => {
          const step = stepAt(path, journey);
          return (
            <li key={`${path} ${message}`}>
              <Told fault={{ code, message }} />
              {step !== undefined && (
                <>
                  {' '}
                  <Link href={`/journeys/${journey.id}?step=${encodeURIComponent(step)}`}>{words.fix}</Link>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The step that a path such as steps[2].next leads into. */
function stepAt(path: string, { draft }: JourneyNow): string | undefined {
  const place = /^steps\[(\d+)\]/.exec(path)?.[1];
  return place === undefined ? undefined : draft?.steps[Number(place)]?.id;
}
