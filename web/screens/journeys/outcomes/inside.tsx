import { Link, useSearchParams } from 'wouter';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { useVersionWords } from './words.ts';
import type { JourneyNow, JourneyTabProps } from '../use-journey.ts';
import { InsideList } from './inside-list.tsx';
import { StepName } from './step-name.tsx';
import { customersIn, versionsOf } from './standing.ts';
import './outcomes.css';

/** Who stands where, and when they go on. */
export function Inside({ journey }: JourneyTabProps) {
  const words = useVersionWords().inside;
  const [search, setSearch] = useSearchParams();
  const step = search.get('step') ?? undefined;
  const version = Number(search.get('version') ?? '') || undefined;
  const choose = (name: 'version', value: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (value === '') after.delete(name);
      else after.set(name, value);
      return after;
    });
  const versions = versionsOf(journey.insideSteps);
  return (
    <div className="who-inside">
      <Card title={words.where} className="inside-steps">
        {versions.length > 1 && (
          <label className="field">
            <span className="label">{words.ofVersion}</span>
            <VersionSelect versions={versions} value={version} choose={(value) => choose('version', value)} />
          </label>
        )}
        <Steps journey={journey} step={step} version={version} />
        {journey.uncounted > 0 && <p className="small soft">{words.uncounted(journey.uncounted)}</p>}
      </Card>
      <InsideList key={`${step} ${version}`} journey={journey} step={step} version={version} />
    </div>
  );
}

interface VersionSelectProps {
  readonly versions: readonly number[];
  readonly value: number | undefined;
  readonly choose: (value: string) => void;
}

function VersionSelect({ versions, value, choose }: VersionSelectProps) {
  const words = useVersionWords();
  return (
    <select value={value ?? ''} onChange={({ target }) => choose(target.value)}>
      <option value="">{words.inside.anyVersion}</option>
      {versions.map((each) => (
        <option key={each} value={each}>
          {words.version(each)}
        </option>
      ))}
    </select>
  );
}

interface StepsProps {
  readonly journey: JourneyNow;
  readonly step: string | undefined;
  readonly version: number | undefined;
}

/** Every step with somebody at it, as a way to exactly them. */
function Steps({ journey, step, version }: StepsProps) {
  const words = useVersionWords().inside;
  const format = useFormat();
  const standing = journey.insideSteps.filter((one) => version === undefined || one.version === version);
  const all = customersIn(standing);
  const ids = [...new Set(standing.map((one) => one.step))];
  const order = (id: string) => {
    const place = journey.draft?.steps.findIndex((each) => each.id === id) ?? -1;
    return place < 0 ? Infinity : place;
  };
  const of = version === undefined ? '' : `version=${version}`;
  return (
    <ul className="standing">
      <li>
        <Link href={`/journeys/${journey.id}/inside?${of}`} aria-current={step === undefined ? 'true' : undefined}>
          <span className="strong">{words.all}</span>
          <span className="number">{format.number(all)}</span>
        </Link>
      </li>
      {ids
        .toSorted((a, b) => order(a) - order(b))
        .map((id) => {
          const here = customersIn(standing.filter((one) => one.step === id));
          return (
            <li key={id}>
              <Link
                href={`/journeys/${journey.id}/inside?step=${encodeURIComponent(id)}&${of}`}
                aria-current={step === id ? 'true' : undefined}
              >
                <StepName id={id} among={[journey.live?.definition, journey.draft]} />
                <span className="number">{format.number(here)}</span>
                <span className="share">
                  <span style={{ width: `${(here / Math.max(1, all)) * 100}%` }} />
                </span>
              </Link>
            </li>
          );
        })}
    </ul>
  );
}
