import { Link } from 'wouter';
import type { getUnmatchedRefundsContract } from '../../../../api/customers/get-unmatched-refunds.contract.ts';
import { usePages } from '../../../api/use-pages.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Card } from '../../../ui/card.tsx';
import { Pages } from '../../../ui/pages.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { useWords } from '../../../words/words.tsx';

/** Refunds that most likely name a wrong order or a wrong customer. */
export function UnmatchedRefunds() {
  const words = useWords().events;
  const format = useFormat();
  const pages = usePages<typeof getUnmatchedRefundsContract>('get /v1/refunds/unmatched', (cursor) => ({
    query: { cursor },
  }));
  const { refundColumns: columns } = words;
  return (
    <Card title={words.refunds} about={words.refundsAbout}>
      <Pages pages={pages}>
        {(replies) => {
          const rows = replies.flatMap(({ refunds }) => refunds);
          if (rows.length === 0) return <p className="soft">{words.refundsNone}</p>;
          return (
            <>
              <p className="small soft">{words.refundsHint}</p>
              <ListTable
                label={words.refunds}
                columns={[
                  columns.customer,
                  columns.refund,
                  columns.order,
                  { name: columns.amount, figures: true },
                  columns.at,
                ]}
              >
                {rows.map(({ customer, id, source, order, amount, at }) => (
                  <tr key={`${source} ${id}`}>
                    <td>
                      <Link href={`/customers/${encodeURIComponent(customer)}`}>{customer}</Link>
                    </td>
                    <td className="break">{`${id} (${source})`}</td>
                    <td className="break">{order}</td>
                    <td className="number">{format.exactMoney(amount)}</td>
                    <td className="nowrap">
                      <time dateTime={at}>{format.date(at)}</time>
                    </td>
                  </tr>
                ))}
              </ListTable>
            </>
          );
        }}
      </Pages>
    </Card>
  );
}
