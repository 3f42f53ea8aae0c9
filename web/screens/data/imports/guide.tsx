import { useState } from 'react';
import { Link } from 'wouter';
import type { getJourneysContract } from '../../../../api/journeys/get-journeys.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';
import { useJobs } from '../jobs/use-jobs.ts';
import { useSegments } from '../../segments/use-segments.ts';
import { guideFacts, type GuideStep } from './guide-facts.ts';
import './guide.css';

const HIDDEN = 'sojourn.guide-hidden';
const EVENT = '{"id":"order:1001","customer":"c-17","type":"purchase","amount":4000}';

/** Three lines for whoever begins, ticked off by what is really there. Gone once all is done, or when somebody hides it. */
export function Guide() {
  const words = useWords().data.guide;
  const [isHidden, setIsHidden] = useState(() => localStorage.getItem(HIDDEN) !== null);
  const segments = useSegments();
  const journeys = useReply<typeof getJourneysContract>('get /v1/journeys', {});
  const jobs = useJobs();
  if (isHidden || !segments.data || !journeys.data || !jobs.data) return null;
  const steps = guideFacts(segments.data.customers, journeys.data.journeys, jobs.data.jobs);
  if (steps.every(({ isDone }) => isDone)) return null;
  return (
    <section className="card guide" aria-labelledby="guide-title">
      <header>
        <h2 id="guide-title">{words.title}</h2>
        <button
          className="button plain small"
          type="button"
          onClick={() => {
            localStorage.setItem(HIDDEN, 'yes');
            setIsHidden(true);
          }}
        >
          {words.dismiss}
        </button>
      </header>
      <ol>
        {steps.map((step) => (
          <Step key={step.is} step={step} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step: { is, isDone } }: { readonly step: GuideStep }) {
  const words = useWords().data.guide;
  return (
    <li className={isDone ? 'ticked' : undefined}>
      <span className="tick" aria-hidden="true">
        {isDone ? '✓' : '○'}
      </span>
      <span className="grow">
        {words[is]} <span className="hidden-visually">{isDone ? words.done : words.open}</span>
        {is === 'customers' && !isDone && <SendEvent />}
      </span>
      {is === 'segments' && !isDone && (
        <Link href="/journeys" className="button small">
          {words.toJourneys}
        </Link>
      )}
      {is === 'launch' && !isDone && (
        <Link href="/" className="button small">
          {words.toSegments}
        </Link>
      )}
    </li>
  );
}

function SendEvent() {
  const words = useWords().data.guide;
  return (
    <details>
      <summary>{words.curl}</summary>
      <Scrolls label={words.curl}>
        <pre>
          <code>
            {`curl ${window.location.origin}/v1/events \\\n  -H 'Authorization: Bearer YOUR_KEY' \\\n  -H 'Content-Type: application/json' \\\n  -d '${EVENT}'`}
          </code>
        </pre>
      </Scrolls>
      <p className="small soft">{words.keyHint}</p>
    </details>
  );
}
