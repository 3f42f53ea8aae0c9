import type { ReactNode } from 'react';
import { useFormat } from '../../format/use-format.ts';
import { ListTable } from '../../ui/list-table.tsx';
import { figuresOf, shareOf, type Messages } from './figures.ts';
import { useDeliverabilityWords } from './words.ts';

interface FigureTableProps {
  readonly label: string;
  /** What its rows are called. */
  readonly first: string;
  readonly rows: readonly { readonly key: string; readonly name: ReactNode; readonly messages: Messages }[];
}

/** The same figures of several, side by side; those that are nothing everywhere are left out. */
export function FigureTable({ label, first, rows }: FigureTableProps) {
  const words = useDeliverabilityWords();
  const { number, percent } = useFormat();
  const shown = figuresOf(rows.map(({ messages }) => messages));
  return (
    <ListTable
      label={label}
      className="fates"
      columns={[first, ...shown.map((figure) => ({ name: words.figures[figure], figures: true as const }))]}
    >
      {rows.map(({ key, name, messages }) => (
        <tr key={key}>
          <th scope="row">
            {name} {messages.warnings.length > 0 && <span className="chip warn">⚠ {words.warned}</span>}
          </th>
          {shown.map((figure) => {
            const [value, share] = [messages[figure], shareOf(messages, figure)];
            return (
              <td key={figure} className="number">
                {value === null ? '–' : number(value)}
                {share !== null && (value ?? 0) > 0 && <span className="soft small below">{percent(share)}</span>}
              </td>
            );
          })}
        </tr>
      ))}
    </ListTable>
  );
}
