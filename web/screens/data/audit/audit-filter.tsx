import { useWords } from '../../../words/words.tsx';
import { KINDS, type AuditFilterNow } from './filter.ts';

interface AuditFilterProps {
  readonly filter: AuditFilterNow;
  readonly change: (field: string, value: string) => void;
  readonly clear: () => void;
}

/** What of the log is shown: by thing, by person and by day. */
export function AuditFilter({ filter, change, clear }: AuditFilterProps) {
  const words = useWords().audit;
  return (
    <form className="stack" role="search" aria-label={words.filter} onSubmit={(event) => event.preventDefault()}>
      <div className="columns">
        <label className="field">
          <span className="label">{words.kind}</span>
          <select value={filter.kind} onChange={({ target }) => change('kind', target.value)}>
            <option value="">{words.anything}</option>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {words.kinds[kind]}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="label">{words.object}</span>
          <input
            maxLength={200}
            value={filter.object}
            onChange={({ target }) => change('object', target.value.trim())}
          />
        </label>
        <label className="field">
          <span className="label">{words.actor}</span>
          <input maxLength={64} value={filter.actor} onChange={({ target }) => change('actor', target.value.trim())} />
        </label>
        <label className="field">
          <span className="label">{words.from}</span>
          <input type="date" value={filter.from} onChange={({ target }) => change('from', target.value)} />
        </label>
        <label className="field">
          <span className="label">{words.to}</span>
          <input type="date" value={filter.to} onChange={({ target }) => change('to', target.value)} />
        </label>
      </div>
      {!filter.isEmpty && (
        <p>
          <button className="button small" type="button" onClick={clear}>
            {words.clear}
          </button>
        </p>
      )}
    </form>
  );
}
