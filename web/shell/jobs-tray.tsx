import { Link } from 'wouter';
import { JobProgress, nameOf, stateOf } from '../screens/data/jobs/job-result.tsx';
import { isActive, useJobs, useNewsOfEnds } from '../screens/data/jobs/use-jobs.ts';
import { Failure } from '../ui/failure.tsx';
import { useWords } from '../words/words.tsx';

const ENDED_SHOWN = 3;

/** How many jobs are running, and how far they are. */
export function JobsTray() {
  const words = useWords().jobs;
  const { data, error, refetch } = useJobs();
  useNewsOfEnds(data?.jobs);
  const jobs = data?.jobs ?? [];
  const running = jobs.filter(isActive);
  const ended = jobs.filter((job) => !isActive(job)).slice(0, ENDED_SHOWN);
  return (
    <>
      <button
        className="button jobs-button"
        type="button"
        popoverTarget="jobs-tray"
        aria-label={words.tray(running.length)}
        style={{ anchorName: '--jobs' }}
      >
        {words.trayShort}
        {running.length > 0 && <span className="chip">{running.length}</span>}
      </button>
      <div id="jobs-tray" popover="auto" role="group" aria-label={words.title}>
        <div className="stack">
          {error && <Failure error={error} retry={() => void refetch()} />}
          {running.length === 0 && <p className="soft">{words.idle}</p>}
          {running.length > 0 && (
            <ul className="stack">
              {running.map((job) => (
                <li key={job.id}>
                  <p className="row">
                    <span className="grow strong">{nameOf(job, words)}</span>
                    <span className="small soft">{stateOf(job, words)}</span>
                  </p>
                  <JobProgress job={job} />
                </li>
              ))}
            </ul>
          )}
          {ended.length > 0 && (
            <div>
              <h3>{words.lately}</h3>
              <ul className="small">
                {ended.map((job) => (
                  <li key={job.id} className="row ended">
                    <span className="grow">{nameOf(job, words)}</span>
                    <span className="soft">{stateOf(job, words)}</span>
                  </li>
                ))}
              </ul>
            </div>
          )}
          <Link href="/data/jobs" className="button">
            {words.all}
          </Link>
        </div>
      </div>
    </>
  );
}
