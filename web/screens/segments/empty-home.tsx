import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { useWords } from '../../words/words.tsx';

// Loaded where it is needed: most people have customers.
const Guide = lazy(async () => ({ default: (await import('../data/imports/guide.tsx')).Guide }));

/** What a workspace without customers shows: what will be here, and the ways to get it. */
export function EmptyHome() {
  const { empty } = useWords().segments;
  return (
    <div className="stack">
      <section className="card stack">
        <h1>{empty.title}</h1>
        <p>{empty.text}</p>
        <p>
          <Link href="/data" className="button main">
            {empty.importFile}
          </Link>
        </p>
      </section>
      <Suspense fallback={null}>
        <Guide />
      </Suspense>
    </div>
  );
}
