import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { getCustomersContract } from '../../../api/customers/get-customers.contract.ts';
import { usePages } from '../../api/use-pages.ts';
import { useSession } from '../../session/session-context.tsx';
import { Pages } from '../../ui/pages.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { useWords } from '../../words/words.tsx';
import { OnlyFor } from '../../session/allowed.tsx';
import { LaunchDrawer } from '../launch/launch.tsx';
import type { LaunchTo } from '../launch/launch-drawer.tsx';
import { CustomerTable } from './customer-table.tsx';
import { FilterChips } from './filter-chips.tsx';
import { FilterForm } from './filter-form.tsx';
import { queryOf, readFilters, readSorting, targetOf, usualOrder, withFilter, type FilterName } from './filters.ts';
import { SearchBox } from './search-box.tsx';
import { useNames } from './use-names.ts';
import './customers.css';

/** Customers by search, filters and order, all of which stand in the address. */
export function Customers() {
  const words = useWords().customers;
  useTitle(words.title);
  const { timezone } = useSession().workspace;
  const [address, setAddress] = useSearchParams();
  const filters = readFilters(address);
  const sorting = readSorting(address);
  const names = useNames();
  const pages = usePages<typeof getCustomersContract>('get /v1/customers', (cursor) => ({
    query: { ...queryOf(filters, sorting, timezone), cursor },
  }));
  const set = (name: FilterName, value: string) => setAddress((now) => withFilter(now, name, value), { replace: true });
  const shown = pages.data?.pages.flatMap(({ customers }) => customers.map(({ id }) => id)) ?? [];
  return (
    <section className="card stack">
      <div className="row">
        <h1 className="grow">{words.title}</h1>
        <SearchBox value={filters.get('search') ?? ''} change={(value) => set('search', value)} />
        <LaunchThese to={targetOf(filters)} shown={shown} filters={filters} names={names} />
      </div>
      <FilterForm filters={filters} set={set} names={names} />
      <FilterChips
        filters={filters}
        names={names}
        remove={(name) => set(name, '')}
        clear={() => setAddress(new URLSearchParams(), { replace: true })}
      />
      <Pages pages={pages}>
        {(replies) => {
          const rows = replies.flatMap(({ customers }) => customers);
          const [first] = replies;
          if (first === undefined || rows.length === 0) return <p className="notice">{first?.note}</p>;
          return (
            <>
              <p className="small soft" role="status">
                {words.shown(rows.length, pages.hasNextPage)}
              </p>
              <CustomerTable
                label={words.title}
                customers={rows}
                asOf={first.asOf}
                names={names}
                sorting={sorting}
                sort={(by) =>
                  setAddress(
                    (now) => {
                      const next = new URLSearchParams(now);
                      const order = sorting.by === by && sorting.order === usualOrder(by) ? reverse(sorting.order) : '';
                      next.set('sort', by);
                      if (order === '') next.delete('order');
                      else next.set('order', order);
                      return next;
                    },
                    { replace: true },
                  )
                }
              />
            </>
          );
        }}
      </Pages>
    </section>
  );
}

function reverse(order: 'asc' | 'desc'): 'asc' | 'desc' {
  return order === 'asc' ? 'desc' : 'asc';
}

interface LaunchTheseProps {
  readonly to: LaunchTo | null;
  readonly shown: readonly string[];
  readonly filters: ReturnType<typeof readFilters>;
  readonly names: ReturnType<typeof useNames>;
}

/** As many as one launch may name. */
const MOST_NAMED = 10_000;

/** Launches for the whole of what is filtered by, where a launch can name that; else for those who are shown. */
function LaunchThese({ to, shown, filters, names }: LaunchTheseProps) {
  const words = useWords().customers;
  const [launching, setLaunching] = useState(false);
  const target = to ?? { customers: shown.slice(0, MOST_NAMED) };
  const whom = () => {
    if (target.everybody) return words.who.everybody;
    if (target.segment !== undefined) return names.nameOf(target.segment);
    if (target.audience !== undefined) return names.audienceName(target.audience);
    if (target.cell === undefined) return words.who.shown(shown.length);
    const scores = (['r', 'f', 'm'] as const).flatMap((of) => {
      const value = filters.get(of);
      return value === undefined ? [] : [`${of.toUpperCase()} ${value}`];
    });
    return words.who.cell(scores.join(', '));
  };
  return (
    <>
      <OnlyFor to="marketer">
        <button
          className="button main"
          type="button"
          disabled={shown.length === 0}
          title={to === null ? words.shownOnly : undefined}
          onClick={() => setLaunching(true)}
        >
          {words.launch}
        </button>
      </OnlyFor>
      {launching && <LaunchDrawer to={target} name={whom()} close={() => setLaunching(false)} />}
    </>
  );
}
