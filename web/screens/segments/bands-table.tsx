import type { Band } from '../../charts/bands-layout.ts';
import { useFormat } from '../../format/use-format.ts';
import { Scrolls } from '../../ui/scrolls.tsx';
import { useWords } from '../../words/words.tsx';
import type { SegmentNames } from './use-segments.ts';

/** The bands as rows, the most frequent first. */
export function BandsTable({ bands, names }: { readonly bands: readonly Band[]; readonly names: SegmentNames }) {
  const words = useWords().segments.movement;
  const format = useFormat();
  const rows = bands.filter(({ value }) => value > 0).toSorted((a, b) => b.value - a.value);
  return (
    <Scrolls label={words.title}>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{words.from}</th>
            <th scope="col">{words.to}</th>
            <th scope="col">{words.kind}</th>
            <th scope="col" className="number">
              {words.count}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ from, to, kind, value }) => (
            <tr key={`${from} ${to}`}>
              <td>{names.nameOf(from)}</td>
              <td>{names.nameOf(to)}</td>
              <td>{words.kinds[kind]}</td>
              <td className="number">{format.number(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}
