import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
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
            <ListTable
              label={words.title}
              columns={[
                columns.job,
                columns.state,
                columns.progress,
                columns.result,
                columns.began,
                { name: columns.action, unseen: true },
              ]}
              className="jobs-list"
            >
              {rows.map((job) => (
                <Row key={job.id} job={job} />
              ))}
            </ListTable>
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
