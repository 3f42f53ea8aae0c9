import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postKeysContract } from '../../../../api/keys/post-keys.contract.ts';
import { call } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { Secret } from '../../../ui/secret.tsx';
import { useWords } from '../../../words/words.tsx';

const SCOPES = ['ingest', 'marketer', 'operator', 'admin'] as const;
type Scope = (typeof SCOPES)[number];

/** Makes a key, and shows it this one time. */
export function MakeKey() {
  const words = useWords().keys;
  const queries = useQueryClient();
  const [scope, setScope] = useState<Scope>('ingest');
  const make = useMutation({
    mutationFn: () => call<typeof postKeysContract>('post /v1/keys', { body: { scopes: [scope] } }),
    // The key is shown at once, and not when the list has come.
    onSuccess: () => void queries.invalidateQueries(),
  });
  return (
    <form
      className="row ends"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <label className="field">
        <span className="label">{words.may}</span>
        <select
          value={scope}
          onChange={({ target }) => setScope(SCOPES.find((each) => each === target.value) ?? 'ingest')}
        >
          {SCOPES.map((each) => (
            <option key={each} value={each}>
              {`${each}: ${words.scopes[each]}`}
            </option>
          ))}
        </select>
      </label>
      <button className="button main" type="submit" disabled={make.isPending}>
        {words.make}
      </button>
      {make.error && <Failure error={make.error} />}
      {make.data && <MadeKey secret={make.data.key} close={make.reset} />}
    </form>
  );
}

function MadeKey({ secret, close }: { readonly secret: string; readonly close: () => void }) {
  const words = useWords().keys;
  return (
    <Dialog title={words.madeTitle} close={close}>
      <p>{words.once}</p>
      <Secret text={secret} />
    </Dialog>
  );
}
