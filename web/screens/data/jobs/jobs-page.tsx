import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';
import { JobActions } from './job-actions.tsx';
import { JobProgress, JobResult, nameOf, stateOf } from './job-result.tsx';
import { isActive, useJobs, type Job } from './use-jobs.ts';

/** All long work, with how far it is and what came of it. */
export function JobsPage() {
  const words = useWords().jobs;
  const jobs = useJobs();
  const { columns } = words;
  return (
    <Card title={words.title} about={words.about}>
      <Asked reply={jobs}>
        {({ jobs: rows }) =>
          rows.length === 0 ? (
            <p className="soft">{words.none}</p>
          ) : (
            <Scrolls label={words.title}>
              <table className="list jobs-list">
                <thead>
                  <tr>
                    <th scope="col">{columns.job}</th>
                    <th scope="col">{columns.state}</th>
                    <th scope="col">{columns.progress}</th>
                    <th scope="col">{columns.result}</th>
                    <th scope="col">{columns.began}</th>
                    <th scope="col">
                      <span className="hidden-visually">{columns.action}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((job) => (
                    <Row key={job.id} job={job} />
                  ))}
                </tbody>
              </table>
            </Scrolls>
          )
        }
      </Asked>
    </Card>
  );
}

const CHIPS: Readonly<Record<Job['state'], string>> = {
  queued: 'chip quiet',
  running: 'chip',
  done: 'chip quiet',
  failed: 'chip warn',
  cancelled: 'chip quiet',
};

function Row({ job }: { readonly job: Job }) {
  const words = useWords().jobs;
  const format = useFormat();
  const { state, done, total, startedAt } = job;
  return (
    <tr>
      <td className="strong">{nameOf(job, words)}</td>
      <td>
        <span className={CHIPS[state]}>{stateOf(job, words)}</span>
      </td>
      <td>
        {isActive(job) ? (
          <JobProgress job={job} />
        ) : (
          <span className="soft small">
            {total === null ? format.number(done) : words.of(format.number(done), format.number(total))}
          </span>
        )}
      </td>
      <td className="small result">
        <JobResult job={job} />
      </td>
      <td className="small nowrap">
        <time dateTime={startedAt}>{format.dateTime(startedAt)}</time>
      </td>
      <td>
        <JobActions job={job} />
      </td>
    </tr>
  );
}
