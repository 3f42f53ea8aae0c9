import { Link } from 'wouter';
import type { getCouponPoolsContract } from '../../../../api/coupon-pools/get-coupon-pools.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { PoolTable } from '../pools/pool-table.tsx';
import { useRewardWords } from '../words.ts';

/** Every pool of coupons with what is left of it. */
export function PoolsCard() {
  const words = useRewardWords().pools;
  const pools = useReply<typeof getCouponPoolsContract>('get /v1/coupon-pools', {});
  return (
    <Card title={words.title} about={<Link href="/rewards/pools">{words.toPools}</Link>} className="wide">
      <Asked reply={pools}>
        {({ pools: rows }) => (rows.length === 0 ? <p className="soft">{words.none}</p> : <PoolTable rows={rows} />)}
      </Asked>
    </Card>
  );
}
