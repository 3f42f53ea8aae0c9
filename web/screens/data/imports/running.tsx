import { Link } from 'wouter';
import type { getJobContract } from '../../../../api/jobs/get-job.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Asked } from '../../../ui/asked.tsx';
import { useWords } from '../../../words/words.tsx';
import { JobActions } from '../jobs/job-actions.tsx';
import { JobProgress, JobResult, stateOf } from '../jobs/job-result.tsx';
import { isActive } from '../jobs/use-jobs.ts';

interface RunningProps {
  readonly job: string;
  /** To the next file. */
  readonly again: () => void;
}

/** An import under way, and what came of it. */
export function Running({ job: id, again }: RunningProps) {
  const words = useWords();
  const job = useReply<typeof getJobContract>('get /v1/jobs/:id', { params: { id } });
  return (
    <Asked reply={job}>
      {({ job: row }) => (
        <div className="stack">
          <p role="status">
            <strong>{isActive(row) ? words.imports.began : words.imports.done}</strong>{' '}
            <span className="chip quiet">{stateOf(row, words.jobs)}</span>
          </p>
          {isActive(row) && <JobProgress job={row} />}
          <div>
            <JobResult job={row} />
          </div>
          <div className="row">
            {row.state === 'done' && row.kind === 'import' && (
              <Link href="/" className="button main">
                {words.imports.toSegments}
              </Link>
            )}
            {row.kind === 'import' && row.unmatched > 0 && (
              <Link href="/data/events" className="button">
                {words.imports.toRefunds}
              </Link>
            )}
            <JobActions job={row} />
            {!isActive(row) && (
              <button className="button" type="button" onClick={again}>
                {words.imports.another}
              </button>
            )}
          </div>
        </div>
      )}
    </Asked>
  );
}
