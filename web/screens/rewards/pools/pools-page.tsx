import { useState } from 'react';
import type { getCouponPoolsContract } from '../../../../api/coupon-pools/get-coupon-pools.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Allowed } from '../../../session/allowed.tsx';
import { useMay } from '../../../session/session-context.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Card } from '../../../ui/card.tsx';
import { useRewardWords } from '../words.ts';
import { CodesDialog } from './codes-dialog.tsx';
import { EditPool, NewPool } from './pool-dialog.tsx';
import type { OpenPool } from './pool-actions.tsx';
import { PoolTable } from './pool-table.tsx';

type Open = { readonly is: 'new' } | OpenPool;

/** Pools of coupons: made, filled, changed and paused. */
export function PoolsPage() {
  const words = useRewardWords().pools;
  const may = useMay('marketer');
  const pools = useReply<typeof getCouponPoolsContract>('get /v1/coupon-pools', {});
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const rows = pools.data?.pools ?? [];
  return (
    <Card title={words.title} about={words.about}>
      <div className="stack">
        <Asked reply={pools}>
          {({ pools: all }) =>
            all.length === 0 ? (
              <p className="notice">{words.none}</p>
            ) : may ? (
              <PoolTable rows={all} open={setOpen} />
            ) : (
              <PoolTable rows={all} />
            )
          }
        </Asked>
        <Allowed to="marketer">
          <button className="button main" type="button" onClick={() => setOpen({ is: 'new' })}>
            {words.make}
          </button>
        </Allowed>
      </div>
      {open?.is === 'new' && <NewPool taken={rows.map(({ id }) => id)} close={close} />}
      {open?.is === 'edit' && <EditPool id={open.row.id} name={open.row.name} close={close} />}
      {open?.is === 'codes' && <CodesDialog id={open.row.id} name={open.row.name} close={close} />}
    </Card>
  );
}
