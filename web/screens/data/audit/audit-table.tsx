import { useFormat } from '../../../format/use-format.ts';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';
import type { AuditEntry } from './filter.ts';

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  /** Shows only what has this value of a field. */
  readonly only: (field: 'actor' | 'object', value: string) => void;
}

/** One row per change; what it came to opens in its place. */
export function AuditTable({ entries, only }: AuditTableProps) {
  const words = useWords().audit;
  return (
    <Scrolls label={words.title}>
      <table className="list audit">
        <thead>
          <tr>
            {[words.columns.when, words.columns.who, words.columns.what, words.columns.changed].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Row key={entry.id} entry={entry} only={only} />
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Row({ entry, only }: { readonly entry: AuditEntry } & Pick<AuditTableProps, 'only'>) {
  const { audit: words, people } = useWords();
  const format = useFormat();
  const { at, actor, object, operation } = entry;
  const who = actor.name ?? (actor.kind === 'key' ? people.keyNamed(actor.id) : people.deletedUser);
  return (
    <tr>
      <td className="nowrap">
        <time dateTime={at}>{format.dateTime(at)}</time>
      </td>
      <td>
        <button
          className="button plain small"
          type="button"
          aria-label={words.onlyBy(who)}
          onClick={() => only('actor', actor.id)}
        >
          {who}
        </button>
      </td>
      <td>
        {words.kinds[object.kind]}
        {object.id !== null && (
          <>
            {' '}
            <button
              className="button plain small"
              type="button"
              aria-label={words.onlyAbout(object.id)}
              onClick={() => only('object', object.id ?? '')}
            >
              <code>{object.id}</code>
            </button>
          </>
        )}
        <span className="block small soft">
          <code>{operation}</code>
        </span>
      </td>
      <td>
        <Change entry={entry} />
      </td>
    </tr>
  );
}

function Change({ entry: { changed, more, status } }: { readonly entry: AuditEntry }) {
  const words = useWords().audit;
  if (status === null) return <span className="chip warn">{words.unknown}</span>;
  if (changed.length === 0) return <span className="soft">{words.nothing}</span>;
  return (
    <details>
      <summary>{words.values(changed.length + more)}</summary>
      <dl className="change">
        {changed.map(({ path, before, after }) => (
          <div key={path}>
            <dt>
              <code>{path === '' ? words.whole : path}</code>
            </dt>
            <dd>
              {before !== null && (
                <del>
                  <code>{before}</code>
                </del>
              )}
              {after !== null && (
                <ins>
                  <code>{after}</code>
                </ins>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {more > 0 && <p className="small soft">{words.more(more)}</p>}
    </details>
  );
}
