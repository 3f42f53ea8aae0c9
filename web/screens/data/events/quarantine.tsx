import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { deleteQuarantineContract } from '../../../../api/events/delete-quarantine.contract.ts';
import type { getQuarantineContract } from '../../../../api/events/get-quarantine.contract.ts';
import type { postQuarantineRetryContract } from '../../../../api/events/post-quarantine-retry.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { usePages } from '../../../api/use-pages.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { Pages } from '../../../ui/pages.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { useWords } from '../../../words/words.tsx';

type Aside = CallReply<typeof getQuarantineContract>['quarantine'][number];

/** What could not be worked on: given another try, or given up. */
export function Quarantine() {
  const words = useWords().events;
  const pages = usePages<typeof getQuarantineContract>('get /v1/quarantine', (cursor) => ({ query: { cursor } }));
  const [dropping, setDropping] = useState<string | null>(null);
  const { columns } = words;
  return (
    <Card title={words.quarantine} about={words.quarantineAbout}>
      <Pages pages={pages}>
        {(replies) => {
          const rows = replies.flatMap(({ quarantine }) => quarantine);
          if (rows.length === 0) return <p className="soft">{words.quarantineNone}</p>;
          return (
            <ListTable
              label={words.quarantine}
              columns={[
                columns.customer,
                columns.what,
                columns.why,
                columns.since,
                { name: columns.action, unseen: true },
              ]}
            >
              {rows.map((row) => (
                <Row key={row.id} row={row} drop={() => setDropping(row.id)} />
              ))}
            </ListTable>
          );
        }}
      </Pages>
      {dropping !== null && <Drop id={dropping} close={() => setDropping(null)} />}
    </Card>
  );
}

function Row({ row, drop }: { readonly row: Aside; readonly drop: () => void }) {
  const words = useWords().events;
  const format = useFormat();
  const queries = useQueryClient();
  const { id, customer, event, reason, since, droppedAt } = row;
  const retry = useMutation({
    mutationFn: () => call<typeof postQuarantineRetryContract>('post /v1/quarantine/:id/retry', { params: { id } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <tr>
      <td>
        <Link href={`/customers/${encodeURIComponent(customer)}`}>{customer}</Link>
      </td>
      <td className="break">{event === null ? words.whole : `${event.id} (${event.source})`}</td>
      <td>
        {reason}
        {retry.error && <Failure error={retry.error} />}
      </td>
      <td className="nowrap small">
        <time dateTime={since}>{format.dateTime(since)}</time>
      </td>
      <td>
        {droppedAt === null ? (
          <span className="row">
            <button
              className="button small"
              type="button"
              disabled={retry.isPending}
              aria-label={words.retryOf(customer)}
              onClick={() => retry.mutate()}
            >
              {words.retry}
            </button>
            <button className="button small danger" type="button" aria-label={words.giveUpOf(customer)} onClick={drop}>
              {words.giveUp}
            </button>
          </span>
        ) : (
          <span className="small soft">{words.givenUp(format.date(droppedAt))}</span>
        )}
      </td>
    </tr>
  );
}

function Drop({ id, close }: { readonly id: string; readonly close: () => void }) {
  const words = useWords().events;
  const queries = useQueryClient();
  const drop = useMutation({
    mutationFn: () => call<typeof deleteQuarantineContract>('delete /v1/quarantine/:id', { params: { id } }),
    onSettled: () => queries.invalidateQueries(),
    onSuccess: close,
  });
  return (
    <Dialog title={words.surely} close={close}>
      <p>{words.surelyText}</p>
      {drop.error && <Failure error={drop.error} />}
      <div className="row">
        <button className="button danger" type="button" disabled={drop.isPending} onClick={() => drop.mutate()}>
          {words.giveUp}
        </button>
        <button className="button" type="button" onClick={close}>
          {words.keep}
        </button>
      </div>
    </Dialog>
  );
}
