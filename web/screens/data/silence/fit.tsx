import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { deleteSilenceScheduleContract } from '../../../../api/silence/delete-silence-schedule.contract.ts';
import type { getSilenceScheduleContract } from '../../../../api/silence/get-silence-schedule.contract.ts';
import type { postSilenceFitContract } from '../../../../api/silence/post-silence-fit.contract.ts';
import type { putSilenceScheduleContract } from '../../../../api/silence/put-silence-schedule.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Allowed } from '../../../session/allowed.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { OF_THE_API } from '../../../ui/shown.ts';
import { useWords } from '../../../words/words.tsx';
import { JobProgress, JobResult, stateOf } from '../jobs/job-result.tsx';
import { isActive } from '../jobs/use-jobs.ts';

type View = CallReply<typeof getSilenceScheduleContract>;

/** Days. Predictions are for 90 days, so what is learned more often cannot be judged in between. */
const SPANS = [91, 180, 365] as const;

/** Learns the rhythm of the base: now, or again and again. */
export function Fit({ backTest }: { readonly backTest: string | null }) {
  const words = useWords().silence;
  const queries = useQueryClient();
  const view = useReply<typeof getSilenceScheduleContract>('get /v1/silence/schedule', {});
  const fit = useMutation({
    mutationFn: () => call<typeof postSilenceFitContract>('post /v1/silence/fit', { body: {} }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <Card title={words.fit} about={words.fitAbout}>
      <Asked reply={view}>
        {({ schedule, job }) => (
          <div className="stack">
            {job === null ? <p className="soft">{words.lastNone}</p> : <LastFit job={job} because={backTest} />}
            <Allowed to="marketer">
              <div className="row ends">
                <button
                  className="button main"
                  type="button"
                  disabled={fit.isPending || (job !== null && isActive(job))}
                  onClick={() => fit.mutate()}
                >
                  {words.fitNow}
                </button>
                <Schedule schedule={schedule} />
              </div>
            </Allowed>
            {fit.error && <Failure error={fit.error} />}
          </div>
        )}
      </Asked>
    </Card>
  );
}

interface LastFitProps {
  readonly job: NonNullable<View['job']>;
  /** What the last one that is done found, in a sentence of the API. */
  readonly because: string | null;
}

function LastFit({ job, because }: LastFitProps) {
  const words = useWords();
  const format = useFormat();
  return (
    <div role="status">
      <p>
        {words.silence.last}: {format.dateTime(job.startedAt)}, {words.silence.begunBy[job.begunBy]}{' '}
        <span className="chip quiet">{stateOf(job, words.jobs)}</span>
      </p>
      {isActive(job) && <JobProgress job={job} />}
      <p className="small">
        <JobResult job={job} />
      </p>
      {!isActive(job) && because !== null && (
        <p className="small soft" lang={OF_THE_API}>
          {because}
        </p>
      )}
    </div>
  );
}

function Schedule({ schedule }: Pick<View, 'schedule'>) {
  const words = useWords().silence;
  const format = useFormat();
  const queries = useQueryClient();
  const set = useMutation<unknown, Error, string>({
    mutationFn: (every) =>
      every === ''
        ? call<typeof deleteSilenceScheduleContract>('delete /v1/silence/schedule', {})
        : call<typeof putSilenceScheduleContract>('put /v1/silence/schedule', { body: { ...keptOf(schedule), every } }),
    onSettled: () => queries.invalidateQueries(),
  });
  const every = schedule?.every ?? '';
  const spans = SPANS.map((days) => `${days}d`);
  const next = schedule?.next?.[0];
  return (
    <label className="field">
      <span className="label">
        {words.schedule}
        {next !== undefined && <span className="soft"> · {words.next(format.date(next))}</span>}
      </span>
      <select value={every} disabled={set.isPending} onChange={({ target }) => set.mutate(target.value)}>
        <option value="">{words.never}</option>
        {[...new Set([...spans, ...(every === '' ? [] : [every])])].map((span) => (
          <option key={span} value={span}>
            {/^\d+d$/.test(span) ? words.every(Number.parseInt(span, 10)) : span}
          </option>
        ))}
      </select>
      {set.error && <Failure error={set.error} />}
    </label>
  );
}

/** Setting a schedule replaces all of it: what was wanted of fits stays wanted. */
function keptOf(schedule: View['schedule']) {
  if (schedule === null) return {};
  const { falseAlarms, costs, bySegment, floorDays, capDays } = schedule;
  const segments = bySegment.map(({ segment, ...shares }) => [segment, shares] as const);
  return {
    ...(falseAlarms ? { falseAlarms } : {}),
    ...(costs ? { costs } : {}),
    bySegment: Object.fromEntries(segments),
    floorDays,
    capDays,
  };
}
