import type { getCouponPoolsContract } from '../../../../api/coupon-pools/get-coupon-pools.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useFormat } from '../../../format/use-format.ts';
import { ListTable } from '../../../ui/list-table.tsx';
import { useRewardWords } from '../words.ts';
import { PoolActions, type OpenPool } from './pool-actions.tsx';

export type PoolLine = CallReply<typeof getCouponPoolsContract>['pools'][number];

interface PoolTableProps {
  readonly rows: readonly PoolLine[];
  /** Opens what is asked of one; left out, nothing can be done with them. */
  readonly open?: (what: OpenPool) => void;
}

/** Pools with what is left of them, what became of the rest, and which run low. */
export function PoolTable({ rows, open }: PoolTableProps) {
  const words = useRewardWords().pools;
  const format = useFormat();
  const { left, granted, reserved, redeemed, expired } = words.columns;
  const figures = [left, granted, reserved, redeemed, expired].map((name) => ({ name, figures: true as const }));
  const ofActions = open ? [{ name: words.columns.action, unseen: true as const }] : [];
  return (
    <ListTable label={words.title} columns={[words.columns.pool, ...figures, ...ofActions]}>
      {rows.map((row) => {
        const { id, name, kind, paused, low, left: many, counts } = row;
        return (
          <tr key={id}>
            <td>
              <strong>{name}</strong> {paused && <span className="chip quiet">{words.paused}</span>}{' '}
              {low && <span className="chip warn">⚠ {words.low}</span>}
              <br />
              <span className="small soft">
                {id} · {words.kinds[kind]}
              </span>
            </td>
            <td className="number">{many === null ? words.noLimit : format.number(many)}</td>
            {[counts.granted, counts.reserved, counts.redeemed, counts.expired].map((value, place) => (
              <td key={`${place} ${value}`} className="number">
                {format.number(value)}
              </td>
            ))}
            {open && (
              <td>
                <PoolActions row={row} open={open} />
              </td>
            )}
          </tr>
        );
      })}
    </ListTable>
  );
}
