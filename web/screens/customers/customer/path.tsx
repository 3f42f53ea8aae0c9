import { useState } from 'react';
import type { getTimelineContract } from '../../../../api/customers/get-timeline.contract.ts';
import { usePages } from '../../../api/use-pages.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { Pages } from '../../../ui/pages.tsx';
import { OF_THE_API } from '../../../ui/shown.ts';
import { useWords } from '../../../words/words.tsx';
import { useSaying, useTellingWords } from '../telling.ts';
import type { Names } from '../use-names.ts';
import {
  aheadOf,
  happenedOf,
  PATH_FILTERS,
  type Ahead,
  type CustomerNow,
  type Happened,
  type PathFilter,
} from './path-of.ts';
import { Strip } from './strip.tsx';
import { useAheadText } from './use-ahead-text.ts';

interface PathProps {
  readonly id: string;
  /** The end of what is shown as past. */
  readonly now: string;
  readonly isPast: boolean;
  /** Left out: nothing was known then, so nothing is foreseen. */
  readonly customer: CustomerNow | undefined;
  readonly names: Names;
}

const PAGE = 100;

/** What is to come, now, and what happened, newest first: as a picture and as a list. */
export function Path({ id, now, isPast, customer, names }: PathProps) {
  const words = useWords().customer.path;
  const telling = useTellingWords();
  const say = useSaying();
  const [filter, setFilter] = useState<PathFilter>('all');
  const pages = usePages<typeof getTimelineContract>('get /v1/customers/:id/timeline', (cursor) => ({
    params: { id },
    query: { limit: PAGE, cursor, ...(isPast ? { until: now } : {}) },
  }));
  const ahead = customer ? aheadOf(customer) : [];
  return (
    <Card
      title={words.title}
      className="path"
      about={
        <label className="row">
          <span>{words.filter}</span>
          <select
            value={filter}
            onChange={({ target }) => setFilter(PATH_FILTERS.find((each) => each === target.value) ?? 'all')}
          >
            {PATH_FILTERS.map((each) => (
              <option key={each} value={each}>
                {words.filters[each]}
              </option>
            ))}
          </select>
        </label>
      }
    >
      <div className="stack">
        <Pages pages={pages}>
          {(replies) => {
            const entries = replies.flatMap((reply) => reply.entries);
            const happened = happenedOf(entries, (entry) => telling.entry(entry, say));
            const shown = happened.filter(({ shownBy }) => shownBy.includes(filter));
            return (
              <>
                <Strip entries={entries} happened={happened} ahead={ahead} now={now} names={names} />
                <Steps
                  ahead={filter === 'orders' ? [] : ahead.toReversed()}
                  happened={shown}
                  now={now}
                  isPast={isPast}
                  names={names}
                />
                {shown.length === 0 && <p className="soft">{happened.length === 0 ? words.nothing : words.none}</p>}
                {pages.hasNextPage && <p className="small soft">{words.partial}</p>}
              </>
            );
          }}
        </Pages>
      </div>
    </Card>
  );
}

interface StepsProps {
  readonly ahead: readonly Ahead[];
  readonly happened: readonly Happened[];
  readonly now: string;
  readonly isPast: boolean;
  readonly names: Names;
}

function Steps({ ahead, happened, now, isPast, names }: StepsProps) {
  const words = useWords().customer.path;
  const format = useFormat();
  const aheadText = useAheadText(names);
  return (
    <ol className="steps">
      {ahead.map((one) => (
        <li key={`${one.at} ${one.what.is}`} className="ahead">
          <Step at={one.at} kind={words.ahead} text={aheadText(one)} relative={format.relative(one.at, now)} />
        </li>
      ))}
      <li className="now">
        <time className="when" dateTime={now}>
          {format.dateTime(now)}
        </time>
        <strong>{isPast ? words.asOf : words.now}</strong>
      </li>
      {happened.map(({ key, at, kind, text, isOfApi, skipped, move }) => (
        <li key={key} className={`did ${skipped ? 'skipped' : kind}`}>
          <Step
            at={at}
            kind={skipped ? `${words.kinds[kind]}, ${words.skipped}` : words.kinds[kind]}
            text={text}
            lang={isOfApi ? OF_THE_API : undefined}
            color={move && names.colorOf(move.to)}
          />
        </li>
      ))}
    </ol>
  );
}

interface StepProps {
  readonly at: string;
  readonly kind: string;
  readonly text: string;
  readonly lang?: typeof OF_THE_API | undefined;
  readonly relative?: string;
  readonly color?: string | undefined;
}

function Step({ at, kind, text, lang, relative, color }: StepProps) {
  const format = useFormat();
  return (
    <>
      <time className="when" dateTime={at}>
        {format.date(at)}
        <span className="small soft"> {format.time(at).slice(0, 'hh:mm'.length)}</span>
      </time>
      <div>
        <span className="small soft">
          {color !== undefined && <span className="dot" style={{ background: color }} />}
          {kind}
          {relative !== undefined && ` · ${relative}`}
        </span>
        <p lang={lang}>{text}</p>
      </div>
    </>
  );
}
