import { useState } from 'react';
import { useLocation } from 'wouter';
import type { postErasureContract } from '../../../../api/privacy/post-erasure.contract.ts';
import { call } from '../../../api/call.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { useWords } from '../../../words/words.tsx';

/** All that is known of them as a file, and their erasure. */
export function PrivacyButtons({ id }: { readonly id: string }) {
  const words = useWords().customer.privacy;
  const [asking, setAsking] = useState(false);
  const [, go] = useLocation();
  return (
    <>
      <a className="button" href={`/v1/customers/${encodeURIComponent(id)}/export`} download>
        {words.export}
      </a>
      <button className="button danger" type="button" onClick={() => setAsking(true)}>
        {words.erase}
      </button>
      {asking && (
        <Confirm
          title={words.surely(id)}
          text={words.what}
          deed={words.erase}
          act={async () => {
            const named = { params: { id }, query: { confirm: id } };
            await call<typeof postErasureContract>('post /v1/customers/:id/erasure', named);
            go('/customers');
          }}
          close={() => setAsking(false)}
        />
      )}
    </>
  );
}
