import { useState } from 'react';
import { Link } from 'wouter';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { NO_PROGRAMME, tierLines, type TierLine, type TierSet } from '../programme.ts';
import { useRewardTexts } from '../texts.ts';
import { useRewardWords } from '../words.ts';
import { useLiability } from './points-card.tsx';

/** Who holds which tier, as bars or as a table. */
export function TiersCard({ tiers }: { readonly tiers: TierSet | null }) {
  const words = useRewardWords().tiers;
  const liability = useLiability();
  const [isTable, setIsTable] = useState(false);
  const toggle = (
    <button className="button small" type="button" onClick={() => setIsTable(!isTable)}>
      {isTable ? words.bars : words.table}
    </button>
  );
  return (
    <Card title={words.title} about={tiers ? toggle : undefined}>
      {tiers === null ? (
        <p className="soft">{words.none}</p>
      ) : (
        <Asked reply={liability}>
          {({ tiers: holders }) => {
            const lines = tierLines(tiers.levels, holders);
            return isTable ? <Table lines={lines} metric={tiers.metric} /> : <Bars lines={lines} />;
          }}
        </Asked>
      )}
    </Card>
  );
}

function Bars({ lines }: { readonly lines: readonly TierLine[] }) {
  const words = useRewardWords().tiers;
  const format = useFormat();
  return (
    <ol className="tier-bars" aria-label={words.title}>
      {lines.map(({ id, name, customers, share, level }) => (
        <li key={id}>
          <Link
            href={`/customers?tier=${id}`}
            className="row"
            aria-label={words.bar(name, customers, format.percent(share))}
          >
            <span>
              <strong>{name}</strong> {level === null && <span className="small soft">{words.gone}</span>}
            </span>
            <span className="number">
              {format.number(customers)} <span className="soft">· {format.percent(share)}</span>
            </span>
          </Link>
          <span className="bar" aria-hidden="true">
            <span style={{ width: `${share * 100}%` }} />
          </span>
        </li>
      ))}
    </ol>
  );
}

interface TableProps {
  readonly lines: readonly TierLine[];
  readonly metric: TierSet['metric'];
}

function Table({ lines, metric }: TableProps) {
  const words = useRewardWords().tiers;
  const format = useFormat();
  const texts = useRewardTexts(NO_PROGRAMME);
  const figures = [words.from, words.times, words.customers, words.share];
  return (
    <ListTable label={words.title} columns={[words.tier, ...figures.map((name) => ({ name, figures: true as const }))]}>
      {lines.map(({ id, name, customers, share, level }) => (
        <tr key={id}>
          <td>
            <Link href={`/customers?tier=${id}`}>{name}</Link>{' '}
            {level === null && <span className="small soft">{words.gone}</span>}
          </td>
          <td className="number">{level && texts.metric(metric, level.min)}</td>
          <td className="number">{level && format.number(level.multiplier ?? 1)}</td>
          <td className="number">{format.number(customers)}</td>
          <td className="number">{format.percent(share)}</td>
        </tr>
      ))}
    </ListTable>
  );
}
