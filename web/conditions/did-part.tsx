import { useId } from 'react';
import { useWords } from '../words/words.tsx';
import type { Did } from './condition.ts';
import { readSpan, SPAN_UNITS, type Sees } from './fields.ts';

interface DidPartProps {
  readonly did: Did;
  readonly negated: boolean;
  readonly sees: Sees;
  readonly isWrong: boolean;
  readonly change: (did: Did, negated: boolean) => void;
}

const MOST_TIMES = 100;
const FIRST_SPAN = '30d';

/** What they did, how often, and within what time. */
export function DidPart({ did, negated, sees, isWrong, change }: DidPartProps) {
  const words = useWords().conditions;
  const list = useId();
  const { times = 1 } = did;
  return (
    <>
      <select
        aria-label={words.did.whether}
        value={negated ? 'no' : 'yes'}
        onChange={({ target }) => change(did, target.value === 'no')}
      >
        <option value="yes">{words.did.yes}</option>
        <option value="no">{words.did.no}</option>
      </select>
      <input
        type="text"
        list={list}
        aria-label={words.did.event}
        aria-invalid={isWrong}
        value={did.did}
        onChange={({ target }) => change({ ...did, did: target.value }, negated)}
      />
      <datalist id={list}>
        {Object.entries(words.events).map(([type, name]) => (
          <option key={type} value={type}>
            {name}
          </option>
        ))}
      </datalist>
      <span className="row tight">
        <span aria-hidden="true">≥</span>
        <input
          className="narrow"
          type="number"
          min={1}
          max={MOST_TIMES}
          aria-label={words.did.times}
          aria-invalid={isWrong}
          value={Number.isNaN(times) ? '' : times}
          onChange={({ target }) => change({ ...did, times: target.valueAsNumber }, negated)}
        />
        <span className="soft small">{words.did.timesAfter(times)}</span>
      </span>
      <Within
        within={did.within}
        sees={sees}
        isWrong={isWrong}
        change={(within) => change({ ...did, within }, negated)}
      />
    </>
  );
}

interface WithinProps {
  readonly within: string | undefined;
  readonly sees: Sees;
  readonly isWrong: boolean;
  readonly change: (within: string | undefined) => void;
}

function Within({ within, sees, isWrong, change }: WithinProps) {
  const words = useWords().conditions.did;
  const choice = within === undefined ? 'ever' : within === 'entering' ? 'entering' : 'last';
  const choose = (to: string) => {
    if (to === 'ever') change(undefined);
    else change(to === 'entering' ? 'entering' : FIRST_SPAN);
  };
  return (
    <>
      <select aria-label={words.within} value={choice} onChange={({ target }) => choose(target.value)}>
        <option value="ever">{words.ever}</option>
        <option value="last">{words.last}</option>
        {(sees.entering || choice === 'entering') && <option value="entering">{words.entering}</option>}
      </select>
      {within !== undefined && choice === 'last' && <Span text={within} isWrong={isWrong} change={change} />}
    </>
  );
}

interface SpanProps {
  readonly text: string;
  readonly isWrong: boolean;
  readonly change: (text: string) => void;
}

/** A number and its unit; what was written in another way, such as P3D, stays a text. */
function Span({ text, isWrong, change }: SpanProps) {
  const words = useWords().conditions.did;
  const span = readSpan(text);
  if (!span) {
    return (
      <input
        className="narrow"
        type="text"
        aria-label={words.span}
        aria-invalid={isWrong}
        value={text}
        onChange={({ target }) => change(target.value)}
      />
    );
  }
  return (
    <span className="row tight">
      <input
        className="narrow"
        type="number"
        min={1}
        aria-label={words.many}
        aria-invalid={isWrong}
        value={span.many}
        onChange={({ target }) => change(`${Math.max(1, Math.trunc(Number(target.value)) || 1)}${span.unit}`)}
      />
      <select
        aria-label={words.within}
        value={span.unit}
        onChange={({ target }) => change(`${span.many}${target.value}`)}
      >
        {SPAN_UNITS.map((unit) => (
          <option key={unit} value={unit}>
            {words.units[unit]}
          </option>
        ))}
      </select>
    </span>
  );
}
