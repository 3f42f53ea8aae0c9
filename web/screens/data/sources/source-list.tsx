import { useState } from 'react';
import type { deleteSourceContract } from '../../../../api/sources/delete-source.contract.ts';
import { call } from '../../../api/call.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { EditSource } from './edit-source.tsx';
import type { Source } from './source.ts';
import { useSourceWords } from './words.ts';

interface SourceListProps {
  readonly sources: readonly Source[];
  readonly mayEnd: boolean;
}

export function SourceList({ sources, mayEnd }: SourceListProps) {
  const words = useSourceWords();
  const [shown, setShown] = useState<string | null>(null);
  const [changing, setChanging] = useState<string | null>(null);
  const [ending, setEnding] = useState<string | null>(null);
  const { columns } = words;
  const source = sources.find(({ id }) => id === shown);
  const changed = sources.find(({ id }) => id === changing);
  return (
    <>
      <ListTable
        label={words.title}
        columns={[
          columns.name,
          columns.last,
          { name: columns.accepted, figures: true },
          { name: columns.duplicates, figures: true },
          { name: columns.refused, figures: true },
          { name: columns.action, unseen: true },
        ]}
      >
        {sources.map((row) => (
          <Row
            key={row.id}
            source={row}
            show={() => setShown(row.id)}
            change={mayEnd && row.declared ? () => setChanging(row.id) : undefined}
            end={mayEnd && row.declared ? () => setEnding(row.id) : undefined}
          />
        ))}
      </ListTable>
      {source && <Details source={source} close={() => setShown(null)} />}
      {changed && <EditSource source={changed} close={() => setChanging(null)} />}
      {ending !== null && (
        <Confirm
          title={words.surely(ending)}
          text={words.surelyText}
          deed={words.end}
          act={() => call<typeof deleteSourceContract>('delete /v1/sources/:id', { params: { id: ending } })}
          close={() => setEnding(null)}
        />
      )}
    </>
  );
}

interface RowProps {
  readonly source: Source;
  readonly show: () => void;
  /** Left out: whoever looks may not. */
  readonly change: (() => void) | undefined;
  readonly end: (() => void) | undefined;
}

function Row({ source: { id, kind, name, declared, health }, show, change, end }: RowProps) {
  const words = useSourceWords();
  const format = useFormat();
  const refused = health?.refused.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <tr>
      <td>
        <strong>{name}</strong> <span className="soft small">{words.kinds[kind]}</span>{' '}
        {!declared && <span className="soft small">({words.undeclared})</span>}
      </td>
      <td className="nowrap">
        {health ? (
          <time dateTime={health.last}>{format.dateTime(health.last)}</time>
        ) : (
          <span className="soft">{words.never}</span>
        )}
      </td>
      <td className="number">{format.number(health?.accepted ?? 0)}</td>
      <td className="number">{format.number(health?.duplicates ?? 0)}</td>
      <td className="number">{format.number(refused)}</td>
      <td className="number nowrap">
        <button className="button small" type="button" aria-label={words.details(name)} onClick={show}>
          {words.more}
        </button>{' '}
        {change && (
          <>
            <button className="button small" type="button" aria-label={words.changeOf(name)} onClick={change}>
              {words.change}
            </button>{' '}
          </>
        )}
        {end && (
          <button className="button small danger" type="button" aria-label={words.endOf(id)} onClick={end}>
            {words.end}
          </button>
        )}
      </td>
    </tr>
  );
}

function Details({ source, close }: { readonly source: Source; readonly close: () => void }) {
  const words = useSourceWords();
  const format = useFormat();
  const { name, address, health } = source;
  const { facts } = words;
  return (
    <Dialog title={words.details(name)} close={close} drawer>
      <div className="stack">
        {address !== null && (
          <p>
            {facts.address} <code className="break">{`${location.origin}${address}`}</code>
          </p>
        )}
        {health && (
          <>
            {health.ignored.length > 0 && (
              <p>
                {facts.ignored}:{' '}
                {health.ignored
                  .map(({ reason, count }) => `${words.ignored[reason]} ${format.number(count)}`)
                  .join(', ')}
              </p>
            )}
            {health.waiting > 0 && <p>{`${facts.waiting}: ${format.number(health.waiting)}`}</p>}
            <h3>{facts.problems}</h3>
            {health.problems.length === 0 && <p className="soft">{facts.noProblems}</p>}
            <ul>
              {health.problems.map(({ at, id, path, message }) => (
                <li key={`${at}${id}${path}`}>
                  <time dateTime={at}>{format.dateTime(at)}</time> <code className="break">{id ?? ''}</code>{' '}
                  <span className="small">{path === '' ? message : `${path}: ${message}`}</span>
                </li>
              ))}
            </ul>
            {health.requests.length > 0 && <Requests requests={health.requests} />}
          </>
        )}
      </div>
    </Dialog>
  );
}

function Requests({ requests }: { readonly requests: NonNullable<Source['health']>['requests'] }) {
  const words = useSourceWords();
  const format = useFormat();
  return (
    <>
      <h3>{words.facts.requests}</h3>
      <ul>
        {requests.map(({ at, topic, customer }) => (
          <li key={`${at}${topic}${customer}`}>
            <time dateTime={at}>{format.dateTime(at)}</time> {topic}{' '}
            <code>{customer ?? (topic.startsWith('shop/') ? words.wholeShop : words.nobody)}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
