import { useState } from 'react';
import type { deleteKeyContract } from '../../../../api/keys/delete-key.contract.ts';
import type { getKeysContract } from '../../../../api/keys/get-keys.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { useMay } from '../../../session/session-context.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { useWords } from '../../../words/words.tsx';
import { MakeKey } from './make-key.tsx';

type Key = CallReply<typeof getKeysContract>['keys'][number];

const RISING = [
  'ingest',
  'marketer',
  'operator',
  'admin',
  'installation',
] as const satisfies readonly Key['scopes'][number][];

/** The keys of the workspace: made, shown once, ended. */
export function KeysPage() {
  const words = useWords().keys;
  const may = useMay('admin');
  return (
    <Card title={words.title} about={words.about}>
      {may ? (
        <div className="stack">
          <MakeKey />
          <KeyList />
        </div>
      ) : (
        <p className="soft">{words.mayNot}</p>
      )}
    </Card>
  );
}

function KeyList() {
  const words = useWords().keys;
  const keys = useReply<typeof getKeysContract>('get /v1/keys', {});
  const [ending, setEnding] = useState<string | null>(null);
  const { columns } = words;
  return (
    <>
      <Asked reply={keys}>
        {({ keys: rows }) => (
          <ListTable
            label={words.title}
            columns={[columns.id, columns.scopes, columns.made, { name: columns.action, unseen: true }]}
          >
            {rows.map((row) => (
              <Row key={row.id} row={row} end={() => setEnding(row.id)} />
            ))}
          </ListTable>
        )}
      </Asked>
      {ending !== null && (
        <Confirm
          title={words.surely(ending)}
          text={words.surelyText}
          deed={words.end}
          act={() => call<typeof deleteKeyContract>('delete /v1/keys/:id', { params: { id: ending } })}
          close={() => setEnding(null)}
        />
      )}
    </>
  );
}

function Row({ row: { id, scopes, madeAt, endable }, end }: { readonly row: Key; readonly end: () => void }) {
  const words = useWords().keys;
  const format = useFormat();
  // Each of them includes those before it.
  const highest = RISING.findLast((scope) => scopes.includes(scope)) ?? 'ingest';
  return (
    <tr>
      <td>
        <code>{id}</code>
      </td>
      <td>
        <strong>{highest}</strong> <span className="soft small">{words.scopes[highest]}</span>
      </td>
      <td className="nowrap">
        <time dateTime={madeAt}>{format.date(madeAt)}</time>
      </td>
      <td className="number">
        {endable ? (
          <button className="button small danger" type="button" aria-label={words.endOf(id)} onClick={end}>
            {words.end}
          </button>
        ) : (
          <span className="small soft wraps">{words.notHere}</span>
        )}
      </td>
    </tr>
  );
}
