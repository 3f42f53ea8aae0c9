import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { getCouponPoolContract } from '../../../../api/coupon-pools/get-coupon-pool.contract.ts';
import type { putCouponPoolContract } from '../../../../api/coupon-pools/put-coupon-pool.contract.ts';
import { call } from '../../../api/call.ts';
import { ApiError } from '../../../api/problem.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useUnsaved } from '../../../ui/unsaved.ts';
import { FaultsProvider } from '../../../ui/faults-at.ts';
import { choicesOf, SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { slugOf } from '../../journeys/slug.ts';
import { useRewardWords } from '../words.ts';
import { PoolFields } from './pool-fields.tsx';
import { freshPool, type Pool } from './pool.ts';

const KINDS = ['unique', 'shared'] as const satisfies readonly Pool['kind'][];
const TENTH = { by: 'percent', percent: 10, words: '' } as const;

interface NewPoolProps {
  /** Ids that there are already. */
  readonly taken: readonly string[];
  readonly close: () => void;
}

/** Makes a pool; its id follows its name until somebody writes another one. */
export function NewPool({ taken, close }: NewPoolProps) {
  const words = useRewardWords().pools;
  const [pool, setPool] = useState<Pool>(() => freshPool('unique', { name: '', value: TENTH }));
  const [written, setWritten] = useState<string | null>(null);
  const id = written ?? (pool.name === '' ? '' : slugOf(pool.name, new Set(), 'pool'));
  const isTaken = taken.includes(id);
  return (
    <Dialog title={words.form.titleNew} close={close}>
      <PoolForm id={id} pool={pool} change={setPool} close={close} isRefused={isTaken || id === ''}>
        <TextField
          label={words.form.id}
          hint={isTaken ? words.form.taken : words.form.idHint}
          value={id}
          change={setWritten}
        />
        <SelectField
          label={words.form.kind}
          value={pool.kind}
          choices={choicesOf(KINDS, words.kinds)}
          change={(kind) => setPool(freshPool(kind, pool))}
        />
      </PoolForm>
    </Dialog>
  );
}

interface EditPoolProps {
  readonly id: string;
  readonly name: string;
  readonly close: () => void;
}

/** Changes a pool that there is. */
export function EditPool({ id, name, close }: EditPoolProps) {
  const words = useRewardWords().pools;
  const pool = useReply<typeof getCouponPoolContract>('get /v1/coupon-pools/:id', { params: { id } });
  return (
    <Dialog title={words.editOf(name)} close={close}>
      <Asked reply={pool}>{(reply) => <Edited id={id} saved={reply.pool} close={close} />}</Asked>
    </Dialog>
  );
}

function Edited({ id, saved, close }: { readonly id: string; readonly saved: Pool; readonly close: () => void }) {
  const [pool, setPool] = useState(saved);
  return <PoolForm id={id} pool={pool} change={setPool} close={close} isRefused={false} />;
}

interface PoolFormProps {
  readonly id: string;
  readonly pool: Pool;
  readonly change: (pool: Pool) => void;
  readonly close: () => void;
  /** It cannot be saved under this id. */
  readonly isRefused: boolean;
  /** What is asked only once. */
  readonly children?: ReactNode;
}

function PoolForm({ id, pool, change, close, isRefused, children }: PoolFormProps) {
  const [begun] = useState(pool);
  useUnsaved(JSON.stringify(pool) !== JSON.stringify(begun));
  const words = useRewardWords().pools.form;
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => call<typeof putCouponPoolContract>('put /v1/coupon-pools/:id', { params: { id }, body: pool }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      close();
    },
  });
  const problems = save.error instanceof ApiError ? save.error.trouble.problems : [];
  return (
    <form
      className="stack pool-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <FaultsProvider value={(at) => problems.filter(({ path }) => path === at)}>
        <div className="form-grid">
          <TextField label={words.name} at="name" value={pool.name} change={(name) => change({ ...pool, name })} />
          {children}
          <PoolFields pool={pool} change={change} />
        </div>
      </FaultsProvider>
      {save.error && <Failure error={save.error} />}
      <p className="small soft">{words.holds}</p>
      <button className="button main" type="submit" disabled={save.isPending || isRefused}>
        {words.save}
      </button>
    </form>
  );
}
