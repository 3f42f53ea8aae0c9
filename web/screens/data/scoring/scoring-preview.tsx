import { useQuery } from '@tanstack/react-query';
import type { getJobContract } from '../../../../api/jobs/get-job.contract.ts';
import type { postScoringPreviewContract } from '../../../../api/scoring/post-scoring-preview.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';
import { segmentNames, useSegments } from '../../segments/use-segments.ts';
import { Faults } from '../faults.tsx';
import { JobProgress } from '../jobs/job-result.tsx';
import { isActive } from '../jobs/use-jobs.ts';
import type { Draft } from './draft.ts';

type Answer = CallReply<typeof postScoringPreviewContract>;
type Preview = Extract<Answer, { readonly cutOffs: unknown }>;

/** The call itself need not wait: the job is watched. */
const WAIT = '2';

/** Who would be in which segment by a draft. Everybody is scored for it, which is a job. */
export function ScoringPreview({ draft }: { readonly draft: Draft }) {
  const words = useWords();
  const { preview, job, error, again } = usePreview(draft);
  const isRunning = error === null && preview === null && (job === null || isActive(job));
  return (
    <Card title={words.scoring.preview}>
      {error && <Failure error={error} retry={again} />}
      {isRunning && (
        <div role="status">
          <p className="soft">{words.scoring.previewRunning} …</p>
          {job && <JobProgress job={job} />}
        </div>
      )}
      {job?.error !== undefined && <p className="down">{job.error}</p>}
      <Faults title={words.data.draft.problems} faults={job?.result?.problems ?? []} isGrave />
      {preview && <Result preview={preview} />}
    </Card>
  );
}

/** The preview, whether the call itself brings it or the job that it began. */
function usePreview(draft: Draft) {
  const asked = useQuery<Answer>({
    queryKey: ['preview of scoring', draft],
    queryFn: ({ signal }) =>
      call<typeof postScoringPreviewContract>(
        'post /v1/scoring/preview',
        { query: { wait: WAIT }, body: draft },
        { signal },
      ),
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const id = asked.data && 'job' in asked.data ? asked.data.job.id : '';
  const watched = useReply<typeof getJobContract>('get /v1/jobs/:id', { params: { id } }, { when: id !== '' });
  const job = watched.data?.job.kind === 'preview' ? watched.data.job : null;
  const preview = asked.data && 'cutOffs' in asked.data ? asked.data : (job?.result?.preview ?? null);
  return { preview, job, error: asked.error ?? watched.error, again: () => void asked.refetch() };
}

function Result({ preview }: { readonly preview: Preview }) {
  const words = useWords();
  const format = useFormat();
  const { scoring } = words;
  return (
    <div className="stack">
      <p>
        <strong>{scoring.moving(preview.moving)}</strong> · {scoring.unchanged(preview.unchanged)}
      </p>
      <Faults title={words.data.draft.warnings} faults={preview.warnings} />
      <Scrolls label={scoring.preview}>
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{scoring.segment}</th>
              <th scope="col" className="number">
                {scoring.before}
              </th>
              <th scope="col" className="number">
                {scoring.after}
              </th>
              <th scope="col" className="number">
                {scoring.change}
              </th>
            </tr>
          </thead>
          <tbody>
            {preview.segments.map(({ id, name, color, before, after }) => (
              <tr key={id}>
                <td>
                  <span className="dot" style={{ background: color }} />
                  {name}
                </td>
                <td className="number">{format.number(before)}</td>
                <td className="number">{format.number(after)}</td>
                <td className={`number ${after > before ? 'up' : after < before ? 'down' : 'soft'}`}>
                  {format.signed(after - before)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      <h3>{scoring.movesTable}</h3>
      <Moves preview={preview} />
    </div>
  );
}

/** From which segment how many would go into which. */
function Moves({ preview }: { readonly preview: Preview }) {
  const words = useWords();
  const format = useFormat();
  const { moves, segments } = preview;
  const { data } = useSegments();
  const named = new Map<string | null, string>(segments.map(({ id, name }) => [id, name]));
  // Those that the draft does not have are called as they are now.
  const before = segmentNames(data?.segments ?? [], words.ui.noSegment);
  const nameOf = (id: string | null) => named.get(id) ?? before.nameOf(id);
  const order: readonly (string | null)[] = segments.map(({ id }) => id);
  // Segments that the draft does not have, and those without one, come last.
  const rank = (id: string | null) => (order.includes(id) ? order.indexOf(id) : order.length);
  const distinct = (ids: readonly (string | null)[]) => [...new Set(ids)].toSorted((a, b) => rank(a) - rank(b));
  const froms = distinct(moves.map(({ from }) => from));
  const tos = distinct(moves.map(({ to }) => to));
  return (
    <Scrolls label={words.scoring.movesTable}>
      <table className="list moves-table">
        <thead>
          <tr>
            <th scope="col">{words.scoring.fromTo}</th>
            {tos.map((to) => (
              <th key={to ?? ''} scope="col" className="number">
                {nameOf(to)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {froms.map((from) => (
            <tr key={from ?? ''}>
              <th scope="row">{nameOf(from)}</th>
              {tos.map((to) => {
                const customers = moves.find((each) => each.from === from && each.to === to)?.customers ?? 0;
                const kind = customers === 0 ? 'soft' : from === to ? 'soft' : 'moved';
                return (
                  <td key={to ?? ''} className={`number ${kind}`}>
                    {customers === 0 ? '·' : format.number(customers)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}
