import { useState } from 'react';
import type { getCustomersContract } from '../../../api/customers/get-customers.contract.ts';
import { usePages } from '../../api/use-pages.ts';
import { Pages } from '../../ui/pages.tsx';
import { CustomerTable } from './customer-table.tsx';
import { usualOrder, type Sorting } from './filters.ts';
import type { Names } from './use-names.ts';
import './customers.css';

interface MembersProps {
  readonly of: { readonly segment: string } | { readonly audience: string };
  readonly label: string;
  readonly names: Names;
  /** What is said where there are none. */
  readonly empty: string;
}

const PAGE = 20;

/** Who is in a segment or an audience, in any order. */
export function Members({ of, label, names, empty }: MembersProps) {
  const [sorting, setSorting] = useState<Sorting>({ by: 'revenue', order: 'desc' });
  const pages = usePages<typeof getCustomersContract>('get /v1/customers', (cursor) => ({
    query: { ...of, sort: sorting.by, order: sorting.order, limit: PAGE, cursor },
  }));
  return (
    <div className="stack">
      <Pages pages={pages}>
        {(replies) => {
          const rows = replies.flatMap(({ customers }) => customers);
          const [first] = replies;
          if (first === undefined || rows.length === 0) return <p className="soft">{empty}</p>;
          return (
            <CustomerTable
              label={label}
              customers={rows}
              asOf={first.asOf}
              names={names}
              sorting={sorting}
              sort={(by) =>
                setSorting(({ by: before, order }) =>
                  before === by ? { by, order: order === 'asc' ? 'desc' : 'asc' } : { by, order: usualOrder(by) },
                )
              }
            />
          );
        }}
      </Pages>
    </div>
  );
}
