import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { getJourneysContract } from '../../../api/journeys/get-journeys.contract.ts';
import type { postLaunchesContract } from '../../../api/launches/post-launches.contract.ts';
import { call, type CallInput } from '../../api/call.ts';
import { useReply } from '../../api/use-reply.ts';
import { useFormat } from '../../format/use-format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useWords } from '../../words/words.tsx';
import { Foreseen } from './foreseen.tsx';

type Launch = CallInput<typeof postLaunchesContract>['body'];
export type LaunchTo = Launch['to'];
type Journeys = readonly JourneyLine[];
interface JourneyLine {
  readonly id: string;
  readonly name: string;
  readonly status: 'live' | 'paused' | 'archived' | null;
  readonly enter: { readonly segments: readonly string[] };
}

export interface LaunchDrawerProps {
  readonly to: LaunchTo;
  /** Whom it is for, in words. */
  readonly name: string;
  readonly close: () => void;
}

const PACE = 100;
const MOST_PACE = 1_000;

/** From people to action: which journey, what would happen, and the button that begins it. */
export function LaunchDrawer({ to, name, close }: LaunchDrawerProps) {
  const words = useWords().launch;
  const journeys = useReply<typeof getJourneysContract>('get /v1/journeys', {});
  return (
    <Dialog title={words.title(name)} close={close} drawer>
      {journeys.error && <Failure error={journeys.error} retry={() => void journeys.refetch()} />}
      {journeys.data && <LaunchForm to={to} journeys={launchable(journeys.data.journeys, to)} />}
    </Dialog>
  );
}

function LaunchForm({ to, journeys }: { readonly to: LaunchTo; readonly journeys: Journeys }) {
  const words = useWords().launch;
  const format = useFormat();
  const queries = useQueryClient();
  const [journey, setJourney] = useState(journeys[0]?.id ?? '');
  const [except, setExcept] = useState('');
  const [perSecond, setPerSecond] = useState(PACE);
  const [keepOpen, setKeepOpen] = useState(false);
  const start = useMutation({
    mutationFn: (body: Launch) => call<typeof postLaunchesContract>('post /v1/launches', { body }),
    onSuccess: () => queries.invalidateQueries(),
  });
  if (journeys.length === 0) {
    return (
      <p>
        {words.none} <Link href="/journeys">{words.make}</Link>
      </p>
    );
  }
  const wanted: Launch = { journey, to, ...(except === '' ? {} : { except: { inside: [except] } }) };
  if (start.data) {
    const { total } = start.data.job;
    return (
      <div className="stack" role="status">
        <p>{words.started(format.number(total ?? 0))}</p>
        <Link href="/data/jobs" className="button">
          {words.watch}
        </Link>
      </div>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate({ ...wanted, perSecond, keepOpen });
      }}
    >
      <label className="field">
        <span className="label">{words.journey}</span>
        <select value={journey} onChange={({ target }) => setJourney(target.value)}>
          {journeys.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
              {isOwn(each, to) ? ` (${words.own})` : each.status === 'paused' ? ` (${words.paused})` : ''}
            </option>
          ))}
        </select>
        <Link href={`/journeys/${journey}`} className="small">
          {words.builder}
        </Link>
      </label>
      <label className="field">
        <span className="label">{words.except}</span>
        <select value={except} onChange={({ target }) => setExcept(target.value)}>
          <option value="">{words.exceptNone}</option>
          {journeys.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span className="label">{words.pace}</span>
        <input
          type="number"
          min={1}
          max={MOST_PACE}
          required
          value={perSecond}
          onChange={({ target }) => setPerSecond(target.valueAsNumber)}
        />
      </label>
      {(to.segment !== undefined || to.moved !== undefined) && (
        <label>
          <input type="checkbox" checked={keepOpen} onChange={({ target }) => setKeepOpen(target.checked)} />{' '}
          {words.open}
          <span className="soft small below">{words.openHint}</span>
        </label>
      )}
      <Foreseen wanted={wanted} />
      {start.error && <Failure error={start.error} />}
      <button className="button main" type="submit" disabled={start.isPending}>
        {words.start}
      </button>
    </form>
  );
}

/** Those that can be launched, those made for the segment first. */
function launchable(journeys: Journeys, to: LaunchTo): Journeys {
  const possible = journeys.filter(({ status }) => status === 'live' || status === 'paused');
  return possible.toSorted((a, b) => Number(isOwn(b, to)) - Number(isOwn(a, to)));
}

function isOwn({ enter }: JourneyLine, { segment, moved }: LaunchTo): boolean {
  const segments = segment === undefined ? (moved?.to ?? []) : [segment];
  return segments.some((each) => enter.segments.includes(each));
}
