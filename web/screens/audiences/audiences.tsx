import { Link } from 'wouter';
import type { getAudiencesContract } from '../../../api/audiences/get-audiences.contract.ts';
import type { CallReply } from '../../api/call.ts';
import { useReply } from '../../api/use-reply.ts';
import { useFormat } from '../../format/use-format.ts';
import { useMay } from '../../session/session-context.tsx';
import { Asked } from '../../ui/asked.tsx';
import { ListTable } from '../../ui/list-table.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useWords } from '../../words/words.tsx';
import '../customers/customers.css';

type Line = CallReply<typeof getAudiencesContract>['audiences'][number];

/** All audiences, with how many are in them now. */
export function Audiences() {
  const words = useWords().audiences;
  useTitle(words.title);
  const may = useMay('marketer');
  const audiences = useReply<typeof getAudiencesContract>('get /v1/audiences', {});
  return (
    <section className="card stack">
      <div className="row">
        <div className="grow">
          <h1>{words.title}</h1>
          <p className="small soft">{words.about}</p>
        </div>
        {may && (
          <Link href="/audiences/new" className="button main">
            {words.make}
          </Link>
        )}
      </div>
      <Asked reply={audiences}>
        {({ audiences: rows, uncounted }) => (
          <>
            {uncounted > 0 && <p className="small soft">{words.uncounted(uncounted)}</p>}
            {rows.length === 0 ? <p className="notice">{words.empty}</p> : <Table rows={rows} />}
          </>
        )}
      </Asked>
    </section>
  );
}

function Table({ rows }: { readonly rows: readonly Line[] }) {
  const words = useWords().audiences;
  const format = useFormat();
  return (
    <ListTable
      label={words.title}
      columns={[
        words.columns.name,
        words.columns.status,
        { name: words.columns.customers, figures: true },
        { name: words.columns.revenue, figures: true },
      ]}
      className="people-table"
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <td>
            <Link href={`/audiences/${row.id}`} className="id">
              {row.name}
            </Link>
            <br />
            <span className="small soft">{row.id}</span>
          </td>
          <td>
            <Status {...row} />
          </td>
          <td className="number">
            <Link href={`/customers?audience=${row.id}`}>{format.number(row.customers)}</Link>
          </td>
          <td className="number">{format.money(row.revenue)}</td>
        </tr>
      ))}
    </ListTable>
  );
}

interface StatusProps {
  readonly live: number | null;
  readonly archived: boolean;
  readonly changed: boolean;
}

export function Status({ live, archived, changed }: StatusProps) {
  const { statuses } = useWords().audiences;
  if (live === null) return <span className="chip quiet">{statuses.draft}</span>;
  if (archived) return <span className="chip quiet">{statuses.archived}</span>;
  return (
    <>
      <span className="chip">{statuses.live(live)}</span>{' '}
      {changed && <span className="small soft">{statuses.changed}</span>}
    </>
  );
}
