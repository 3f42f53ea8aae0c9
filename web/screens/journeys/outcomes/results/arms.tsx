import { useFormat } from '../../../../format/use-format.ts';
import { ListTable } from '../../../../ui/list-table.tsx';
import type { Comparison } from './compared.tsx';
import { useResultWords } from './words.ts';

interface ArmsProps {
  readonly comparison: Comparison;
  readonly nameOf: (arm: string) => string;
}

/** The ways side by side: who came into each, and what became of them. */
export function Arms({ comparison: { arms }, nameOf }: ArmsProps) {
  const words = useResultWords().lift;
  const { columns } = words;
  const { number, percent, exactMoney, money } = useFormat();
  return (
    <ListTable
      label={columns.arm}
      columns={[
        columns.arm,
        ...[columns.share, columns.assigned, columns.matured, columns.converted, columns.revenue, columns.soFar].map(
          (name) => ({ name, figures: true as const }),
        ),
      ]}
    >
      {arms.map(({ arm, control, share, assigned, matured, converted, revenue, conversionsSoFar, revenueSoFar }) => (
        <tr key={arm}>
          <th scope="row">
            <span className="strong">{nameOf(arm)}</span>{' '}
            {control && <span className="chip quiet">{words.control}</span>}
          </th>
          <td className="number">{percent(share)}</td>
          <td className="number">{number(assigned)}</td>
          <td className="number">{number(matured)}</td>
          <td className="number">
            {number(converted)}
            {matured > 0 && <span className="soft small below">{percent(converted / matured)}</span>}
          </td>
          <td className="number">{matured > 0 ? exactMoney(Math.round(revenue / matured)) : '–'}</td>
          <td className="number">
            {number(conversionsSoFar)}
            <span className="soft small below">{money(revenueSoFar)}</span>
          </td>
        </tr>
      ))}
    </ListTable>
  );
}
