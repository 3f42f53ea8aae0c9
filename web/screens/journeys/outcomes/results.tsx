import { Suspense } from 'react';
import { useSearchParams } from 'wouter';
import type { getJourneyResultsContract } from '../../../../api/journeys/get-journey-results.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { OfJourney } from '../../deliverability/of-journey.tsx';
import type { JourneyNow, JourneyTabProps } from '../use-journey.ts';
import { ByDay } from './results/by-day.tsx';
import { Compared } from './results/compared.tsx';
import { Headline } from './results/headline.tsx';
import { NoHoldout } from './results/no-holdout.tsx';
import { StepResults } from './results/step-results.tsx';
import './outcomes.css';
import './results/results.css';
import { useResultWords } from './results/words.ts';

export type JourneyResults = CallReply<typeof getJourneyResultsContract>;

const DAYS = [30, 90, 365] as const;

/** What came of a version, what it changes, and where people go in it. */
export function Results({ journey }: JourneyTabProps) {
  const words = useResultWords();
  if (journey.live === null) {
    return (
      <Card title={words.title}>
        <div className="stack">
          <p>{words.neverPublished}</p>
          <p className="soft small">{words.neverHint}</p>
        </div>
      </Card>
    );
  }
  return <ResultsOf journey={journey} live={journey.live.version} />;
}

function ResultsOf({ journey, live }: { readonly journey: JourneyNow; readonly live: number }) {
  const words = useResultWords();
  const [search, setSearch] = useSearchParams();
  const version = Number(search.get('version') ?? '') || live;
  const days = DAYS.find((each) => String(each) === search.get('days')) ?? DAYS[0];
  const results = useReply<typeof getJourneyResultsContract>(
    'get /v1/journeys/:id/results',
    { params: { id: journey.id }, query: { version, days } },
    { keep: true },
  );
  const choose = (name: string, value: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.set(name, value);
      return after;
    });
  return (
    <div className="stack">
      <div className="row filters">
        <label className="row">
          <span className="small">{words.version}</span>
          <select value={version} onChange={({ target }) => choose('version', target.value)}>
            {Array.from({ length: live }, (_, place) => live - place).map((each) => (
              <option key={each} value={each}>
                {each === live ? words.live(each) : words.past(each)}
              </option>
            ))}
          </select>
        </label>
        <label className="row">
          <span className="small">{words.days}</span>
          <select value={days} onChange={({ target }) => choose('days', target.value)}>
            {DAYS.map((each) => (
              <option key={each} value={each}>
                {words.dayCount(each)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Asked reply={results} rows={10}>
        {(of) => <Outcome results={of} journey={journey} />}
      </Asked>
      <Suspense fallback={null}>
        <OfJourney journey={journey.id} version={version} days={days} />
      </Suspense>
    </div>
  );
}

interface OutcomeProps {
  readonly results: JourneyResults;
  readonly journey: JourneyNow;
}

function Outcome({ results, journey }: OutcomeProps) {
  const words = useResultWords();
  const hasHoldout = results.comparisons.some(({ step }) => step === null);
  return (
    <div className="results">
      <Headline results={results} />
      {!hasHoldout && <NoHoldout journey={journey.id} />}
      {results.comparisons.map((comparison) => (
        <Compared
          key={comparison.step ?? ''}
          comparison={comparison}
          winner={results.winners.find(({ step }) => step === comparison.step)}
        />
      ))}
      <StepResults results={results} journey={journey} />
      <ByDay results={results} />
      {results.uncounted > 0 && <p className="small soft">{words.uncounted(results.uncounted)}</p>}
    </div>
  );
}
