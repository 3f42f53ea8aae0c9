import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { getCouponPoolContract } from '../../../../api/coupon-pools/get-coupon-pool.contract.ts';
import type { putCouponPoolContract } from '../../../../api/coupon-pools/put-coupon-pool.contract.ts';
import { call } from '../../../api/call.ts';
import { Failure } from '../../../ui/failure.tsx';
import { useRewardWords } from '../words.ts';
import type { PoolLine } from './pool-table.tsx';

/** A pool whose form, or whose codes, somebody wants. */
export interface OpenPool {
  readonly is: 'edit' | 'codes';
  readonly row: PoolLine;
}

interface ActionsProps {
  readonly row: PoolLine;
  readonly open: (what: OpenPool) => void;
}

/** What can be done with a pool, in its row. */
export function PoolActions({ row, open }: ActionsProps) {
  const words = useRewardWords().pools;
  const queries = useQueryClient();
  const { id, name, kind, paused } = row;
  const turn = useMutation({
    mutationFn: async () => {
      const params = { id };
      const { pool } = await call<typeof getCouponPoolContract>('get /v1/coupon-pools/:id', { params });
      const body = { ...pool, paused: !paused };
      return await call<typeof putCouponPoolContract>('put /v1/coupon-pools/:id', { params, body });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['get /v1/coupon-pools'] }),
  });
  return (
    <>
      <div className="row">
        <Deed label={words.editOf(name)} text={words.edit} act={() => open({ is: 'edit', row })} />
        {kind === 'unique' && (
          <Deed label={words.fillOf(name)} text={words.fill} act={() => open({ is: 'codes', row })} />
        )}
        <Deed
          label={paused ? words.resumeOf(name) : words.pauseOf(name)}
          text={paused ? words.resume : words.pause}
          act={() => turn.mutate()}
          isBusy={turn.isPending}
        />
      </div>
      {turn.error && <Failure error={turn.error} />}
    </>
  );
}

interface DeedProps {
  /** With the name of the pool, for those who only hear it. */
  readonly label: string;
  readonly text: string;
  readonly act: () => void;
  readonly isBusy?: boolean;
}

function Deed({ label, text, act, isBusy = false }: DeedProps) {
  return (
    <button className="button small" type="button" aria-label={label} disabled={isBusy} onClick={act}>
      {text}
    </button>
  );
}
