import type { ReactNode } from 'react';
import { Scrolls } from './scrolls.tsx';

/** The heading of a column; one of figures stands on the right, and one of buttons needs no heading to be seen. */
export type Column =
  | string
  | { readonly name: string; readonly figures: true }
  | { readonly name: string; readonly unseen: true };

interface ListTableProps {
  /** What is listed, for those who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column[];
  /** Left out: it looks as all lists do. */
  readonly className?: string;
  /** Its rows. */
  readonly children: ReactNode;
}

/** A list as a table, which scrolls sideways by itself where it is too wide. */
export function ListTable({ label, columns, className = '', children }: ListTableProps) {
  return (
    <Scrolls label={label}>
      <table className={`list ${className}`.trim()}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={typeof column === 'string' ? column : column.name} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scrolls>
  );
}

function Heading({ column }: { readonly column: Column }) {
  if (typeof column === 'string') return <th scope="col">{column}</th>;
  if ('figures' in column) {
    return (
      <th scope="col" className="number">
        {column.name}
      </th>
    );
  }
  return (
    <th scope="col">
      <span className="hidden-visually">{column.name}</span>
    </th>
  );
}
