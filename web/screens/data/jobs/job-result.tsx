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

type JobOf<Kind extends Job['kind']> = Extract<Job, { readonly kind: Kind }>;
type Texts = { readonly [Kind in Job['kind']]: (job: JobOf<Kind>, words: Words['jobs']) => string };

/** Each kind of job in a line; empty where it has not come to anything yet. */
const TEXTS: Texts = {
  import: importText,
  launch: launchText,
  recompute: recomputeText,
  contacts: ({ result }, words) => (result ? words.contacts(result.changed, result.unchanged) : ''),
  fit: fitText,
  rollout: ({ result }, words) => (result ? words.rollout(result.lookedAt, result.woken) : ''),
  rebuild: ({ result }, words) => (result ? words.rebuild(result.customers, result.differing) : ''),
  'delete-workspace': ({ result }, words) => (result ? words.deleted(result.rows) : ''),
  'erase-customer': ({ result }, words) => (result.rows === 0 ? '' : words.erased(result.rows)),
  preview: previewText,
  purge: ({ result }, words) =>
    result
      ? words.purged(Object.entries(result).reduce((sum, [what, rows]) => sum + (what === 'unlike' ? 0 : rows), 0))
      : '',
  recount: ({ result }, words) => (result ? words.recount(result.differences) : ''),
};

function resultOf<Kind extends Job['kind']>(job: JobOf<Kind>, words: Words['jobs']): string {
  const text: (job: JobOf<Kind>, words: Words['jobs']) => string = TEXTS[job.kind];
  return text(job, words);
}

function fitText({ result }: JobOf<'fit'>, words: Words['jobs']): string {
  if (result === undefined) return '';
  return result.published ? words.fitPublished(result.published.silence) : words.fitKept;
}

function previewText({ result }: JobOf<'preview'>, words: Words['jobs']): string {
  if (result === undefined) return '';
  return result.preview ? words.moving(result.preview.moving) : words.refused;
}

function importText(job: JobOf<'import'>, words: Words['jobs']): string {
  const { imported, customers, duplicates, refunds, unmatched, ahead } = job;
  if (imported + duplicates === 0) return '';
  return [
    // Customers are counted last.
    ...(imported === 0 ? [] : [customers === 0 ? words.imported(imported) : words.importedOf(imported, customers)]),
    ...(duplicates > 0 ? [words.duplicates(duplicates)] : []),
    ...(refunds > 0 ? [words.refunds(refunds)] : []),
    ...(unmatched > 0 ? [words.unmatched(unmatched)] : []),
    ...(ahead > 0 ? [words.ahead(ahead)] : []),
  ].join(' · ');
}

function launchText({ became, dryRun }: JobOf<'launch'>, words: Words['jobs']): string {
  const excluded = became.excluded.reduce((sum, { customers }) => sum + customers, 0);
  const text = words.launch(became.now + became.enters, became.later, excluded);
  return dryRun ? `${text} · ${words.dryRun}` : text;
}

function recomputeText({ result }: JobOf<'recompute'>, words: Words['jobs']): string {
  if (result === undefined) return '';
  if (result.published === null) return words.refused;
  return result.published.changed ? words.recomputed(result.published.version) : words.same;
}

/** How far a job is: a bar, and the figures. */
export function JobProgress({ job }: { readonly job: Job }) {
  const words = useWords().jobs;
  const format = useFormat();
  const { done, total, rate, eta, changedAt } = job;
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
          ...(eta === null ? [] : [words.eta(format.relative(eta, changedAt))]),
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
