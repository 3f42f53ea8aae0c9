import { useFormat } from '../../../format/use-format.ts';
import { useWords, type Words } from '../../../words/words.tsx';
import type { Job } from './use-jobs.ts';

/** What came of a job so far, in one line, and the rows that it refused. */
export function JobResult({ job }: { readonly job: Job }) {
  const words = useWords().jobs;
  const refused = refusedRows(job);
  return (
    <>
      {job.error !== undefined && <span className="down">{job.error}</span>}
      <span>{resultOf(job, words)}</span>
      {refused > 0 && (
        <span className="block">
          {words.rejected(refused)}
          {' · '}
          <a href={`/v1/jobs/${job.id}/rejected`} download={`rejected-${job.id}.csv`}>
            {words.download}
          </a>
        </span>
      )}
    </>
  );
}

function refusedRows(job: Job): number {
  if (job.kind === 'import') return job.rejected;
  return job.kind === 'contacts' ? (job.result?.rejected ?? 0) : 0;
}

/** Empty where it has not come to anything yet. */
function resultOf(job: Job, words: Words['jobs']): string {
  switch (job.kind) {
    case 'import':
      return importText(job, words);
    case 'launch':
      return launchText(job, words);
    case 'contacts':
      return job.result ? words.contacts(job.result.changed, job.result.unchanged) : '';
    case 'fit':
      return job.result
        ? job.result.published
          ? words.fitPublished(job.result.published.silence)
          : words.fitKept
        : '';
    case 'rollout':
      return job.result ? words.rollout(job.result.lookedAt, job.result.woken) : '';
    case 'rebuild':
      return job.result ? words.rebuild(job.result.customers, job.result.differing) : '';
    case 'delete-workspace':
      return job.result ? words.deleted(job.result.rows) : '';
    case 'preview':
      return job.result ? (job.result.preview ? words.moving(job.result.preview.moving) : words.refused) : '';
    case 'recompute':
      return recomputeText(job, words);
    case 'recount':
      return job.result ? words.recount(job.result.differences) : '';
  }
}

function importText(job: Extract<Job, { kind: 'import' }>, words: Words['jobs']): string {
  const { imported, customers, duplicates, refunds, unmatched, ahead } = job;
  if (imported + duplicates === 0) return '';
  return [
    words.imported(imported, customers),
    ...(duplicates > 0 ? [words.duplicates(duplicates)] : []),
    ...(refunds > 0 ? [words.refunds(refunds)] : []),
    ...(unmatched > 0 ? [words.unmatched(unmatched)] : []),
    ...(ahead > 0 ? [words.ahead(ahead)] : []),
  ].join(' · ');
}

function launchText({ became, dryRun }: Extract<Job, { kind: 'launch' }>, words: Words['jobs']): string {
  const excluded = became.excluded.reduce((sum, { customers }) => sum + customers, 0);
  const text = words.launch(became.now + became.enters, became.later, excluded);
  return dryRun ? `${text} · ${words.dryRun}` : text;
}

function recomputeText({ result }: Extract<Job, { kind: 'recompute' }>, words: Words['jobs']): string {
  if (result === undefined) return '';
  if (result.published === null) return words.refused;
  return result.published.changed ? words.recomputed(result.published.version) : words.same;
}

/** How far a job is: a bar, and the figures. */
export function JobProgress({ job }: { readonly job: Job }) {
  const words = useWords().jobs;
  const format = useFormat();
  const { done, total, rate, eta } = job;
  const label = words.progress(nameOf(job, words));
  const isKnown = total !== null && total > 0;
  return (
    <div className="progress">
      {isKnown ? <progress value={done} max={total} aria-label={label} /> : <progress aria-label={label} />}
      <span className="small soft">
        {[
          ...(job.kind === 'import' ? [words.phases[job.phase]] : []),
          isKnown ? words.of(format.number(done), format.number(total)) : format.number(done),
          ...(rate === null ? [] : [words.rate(format.number(Math.round(rate)))]),
          ...(eta === null ? [] : [words.eta(format.relative(eta, new Date().toISOString()))]),
        ].join(' · ')}
      </span>
    </div>
  );
}

/** A launch is named by its journey. */
export function nameOf(job: Job, words: Words['jobs']): string {
  return job.kind === 'launch' ? `${words.kinds.launch}: ${job.journey}` : words.kinds[job.kind];
}

export function stateOf(job: Job, words: Words['jobs']): string {
  return job.kind === 'launch' && job.paused && job.state === 'running' ? words.states.paused : words.states[job.state];
}
