import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postCouponCodesGenerateContract } from '../../../../api/coupon-pools/post-coupon-codes-generate.contract.ts';
import type { postCouponCodesContract } from '../../../../api/coupon-pools/post-coupon-codes.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useUnsaved } from '../../../ui/unsaved.ts';
import { NumberField, TextField } from '../../journeys/build/fields/fields.tsx';
import { useRewardWords } from '../words.ts';
import { codesIn, MOST_CODES } from './pool.ts';

interface CodesDialogProps {
  readonly id: string;
  readonly name: string;
  readonly close: () => void;
}

const USUAL_COUNT = 1_000;
const SHOWN_COLLISIONS = 5;

/** Fills a pool: with codes that are made here, or with one's own. */
export function CodesDialog({ id, name, close }: CodesDialogProps) {
  const words = useRewardWords().pools.codes;
  return (
    <Dialog title={words.title(name)} close={close}>
      <Generate id={id} />
      <hr />
      <Paste id={id} />
    </Dialog>
  );
}

function Generate({ id }: { readonly id: string }) {
  const words = useRewardWords().pools.codes;
  const queries = useQueryClient();
  const [count, setCount] = useState<number | undefined>(USUAL_COUNT);
  const made = useMutation({
    mutationFn: (many: number) =>
      call<typeof postCouponCodesGenerateContract>('post /v1/coupon-pools/:id/codes/generate', {
        params: { id },
        body: { count: many },
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['get /v1/coupon-pools'] }),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (count !== undefined) made.mutate(count);
      }}
    >
      <h3>{words.generate}</h3>
      <NumberField
        label={words.count}
        hint={words.countHint}
        min={1}
        max={MOST_CODES}
        value={count}
        change={setCount}
      />
      {made.error && <Failure error={made.error} />}
      <Stocked came={made.data} />
      <button className="button main" type="submit" disabled={made.isPending || count === undefined}>
        {words.generateNow}
      </button>
    </form>
  );
}

function Paste({ id }: { readonly id: string }) {
  const words = useRewardWords().pools.codes;
  const queries = useQueryClient();
  const [text, setText] = useState('');
  useUnsaved(text.trim() !== '');
  const codes = codesIn(text);
  const isTooMany = codes.length > MOST_CODES;
  const added = useMutation({
    mutationFn: () =>
      call<typeof postCouponCodesContract>('post /v1/coupon-pools/:id/codes', {
        params: { id },
        body: { codes: [...codes] },
      }),
    onSuccess: () => setText(''),
    onSettled: () => queries.invalidateQueries({ queryKey: ['get /v1/coupon-pools'] }),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        added.mutate();
      }}
    >
      <h3>{words.paste}</h3>
      <TextField
        label={words.pasteLabel}
        hint={isTooMany ? words.pasteMost(MOST_CODES) : words.pasteFound(codes.length)}
        rows={5}
        isCode
        value={text}
        change={setText}
      />
      {added.error && <Failure error={added.error} />}
      <Stocked came={added.data} />
      <button className="button" type="submit" disabled={added.isPending || codes.length === 0 || isTooMany}>
        {words.pasteNow}
      </button>
    </form>
  );
}

type Came = CallReply<typeof postCouponCodesContract>;

/** What came in, and what stayed out. */
function Stocked({ came }: { readonly came: Came | undefined }) {
  const words = useRewardWords().pools.codes;
  if (came === undefined) return null;
  const { added, left, repeated, collisions } = came;
  return (
    <div role="status" className="notice">
      <p>{words.added(added, left)}</p>
      {repeated > 0 && <p className="small">{words.repeated(repeated)}</p>}
      {collisions.length > 0 && (
        <div className="small">
          <p>{words.collisions(collisions.length)}</p>
          <ul>
            {collisions.slice(0, SHOWN_COLLISIONS).map(({ code, pool }) => (
              <li key={code}>
                <code>{code}</code> · {pool}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
