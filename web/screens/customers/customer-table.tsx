import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { getCustomersContract } from '../../../api/customers/get-customers.contract.ts';
import type { CallReply } from '../../api/call.ts';
import { useFormat } from '../../format/use-format.ts';
import { Scrolls } from '../../ui/scrolls.tsx';
import { useWords } from '../../words/words.tsx';
import type { Sort, Sorting } from './filters.ts';
import type { Names } from './use-names.ts';

type Row = CallReply<typeof getCustomersContract>['customers'][number];

interface CustomerTableProps {
  /** What is listed, for those who cannot see it. */
  readonly label: string;
  readonly customers: readonly Row[];
  /** The workspace's time at which they were listed. */
  readonly asOf: string;
  readonly names: Names;
  readonly sorting: Sorting;
  readonly sort: (by: Sort) => void;
}

/** Customers with what a marketer sorts by; the heads of columns sort. */
export function CustomerTable({ label, customers, asOf, names, sorting, sort }: CustomerTableProps) {
  const { columns } = useWords().customers;
  const head = (by: Sort, isNumber = false) => (
    <SortHead by={by} sorting={sorting} sort={sort} isNumber={isNumber}>
      {columns[by]}
    </SortHead>
  );
  return (
    <Scrolls label={label}>
      <table className="list people-table">
        <thead>
          <tr>
            {head('id')}
            <th scope="col">{columns.segment}</th>
            {head('since')}
            <th scope="col">{columns.silence}</th>
            <th scope="col" className="number">
              {columns.orders}
            </th>
            {head('revenue', true)}
            {head('lastPurchase')}
            {head('nextChange')}
            <th scope="col">{columns.inside}</th>
          </tr>
        </thead>
        <tbody>
          {customers.map((row) => (
            <CustomerLine key={row.id} row={row} asOf={asOf} names={names} />
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

interface SortHeadProps {
  readonly by: Sort;
  readonly sorting: Sorting;
  readonly sort: (by: Sort) => void;
  readonly isNumber: boolean;
  readonly children: ReactNode;
}

function SortHead({ by, sorting, sort, isNumber, children }: SortHeadProps) {
  const isSorted = sorting.by === by;
  const direction = sorting.order === 'asc' ? 'ascending' : 'descending';
  return (
    <th scope="col" className={isNumber ? 'number' : undefined} aria-sort={isSorted ? direction : 'none'}>
      <button className="sort" type="button" onClick={() => sort(by)}>
        {children}
        <span aria-hidden="true">{isSorted ? (sorting.order === 'asc' ? ' ↑' : ' ↓') : ''}</span>
      </button>
    </th>
  );
}

function CustomerLine({ row, asOf, names }: { readonly row: Row; readonly asOf: string; readonly names: Names }) {
  const words = useWords().customers;
  const format = useFormat();
  const { id, segment, score, since, silence, lastPurchaseAt, nextChange } = row;
  return (
    <tr>
      <td>
        <Link href={`/customers/${encodeURIComponent(id)}`} className="id" title={id}>
          {id}
        </Link>
        {row.hasEmail && row.consent === 'granted' && (
          <>
            <br />
            <span className="small soft">{words.reachable}</span>
          </>
        )}
      </td>
      <td className="nowrap">
        <span className="dot" style={{ background: names.colorOf(segment) }} />
        {names.nameOf(segment)}
        <br />
        <span className="small soft">{score}</span>
      </td>
      <td className="nowrap">{since && format.date(since)}</td>
      <td>
        <Stage stage={silence} />
      </td>
      <td className="number">{format.number(row.orders)}</td>
      <td className="number">{format.exactMoney(row.revenue)}</td>
      <td className="nowrap">
        {lastPurchaseAt === null ? <span className="soft">{words.never}</span> : format.date(lastPurchaseAt)}
      </td>
      <td className="next">
        {nextChange === null ? (
          <span className="soft">{words.nothingDue}</span>
        ) : (
          <>
            <time dateTime={nextChange.at} title={format.dateTime(nextChange.at)}>
              {format.relative(nextChange.at, asOf)}
            </time>
            <br />
            <span className="small soft">{words.due({ ...nextChange, to: names.nameOf(nextChange.to) })}</span>
          </>
        )}
      </td>
      <td>{row.inside.map((journey) => names.journeyName(journey)).join(', ')}</td>
    </tr>
  );
}

/** A stage of silence; what is late stands out, in words too. */
export function Stage({ stage }: { readonly stage: Row['silence'] }) {
  const { stages } = useWords().customers;
  return (
    <span className={`chip ${stage === 'overdue' ? 'warn' : stage === 'lapsed' ? 'late' : 'quiet'}`}>
      {stages[stage]}
    </span>
  );
}
