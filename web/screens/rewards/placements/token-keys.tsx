import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { deletePlacementKeyContract } from '../../../../api/placements/delete-placement-key.contract.ts';
import type { getPlacementSettingsContract } from '../../../../api/placements/get-placement-settings.contract.ts';
import type { postPlacementKeysContract } from '../../../../api/placements/post-placement-keys.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { ListTable } from '../../../ui/list-table.tsx';
import { Secret } from '../../../ui/secret.tsx';
import { choicesOf, SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { useRewardWords } from '../words.ts';

type Keys = CallReply<typeof getPlacementSettingsContract>['keys'];
type Made = CallReply<typeof postPlacementKeysContract>;

const ALGS = ['HS256', 'EdDSA'] as const satisfies readonly Keys[number]['alg'][];
/** As many as the API keeps. */
const MOST_KEYS = 5;

interface TokenKeysProps {
  readonly keys: Keys;
}

/** What tokens of customers are checked by: added, shown once where there is a secret, removed. */
export function TokenKeys({ keys }: TokenKeysProps) {
  const words = useRewardWords().placements;
  const format = useFormat();
  const [removing, setRemoving] = useState<string | null>(null);
  const { id: kid, alg: algorithm, since: made, action } = words.columns;
  return (
    <>
      <h3>{words.keys}</h3>
      {keys.length === 0 ? (
        <p className="soft">{words.noKeys}</p>
      ) : (
        <ListTable label={words.keys} columns={[kid, algorithm, made, { name: action, unseen: true }]}>
          {keys.map(({ id, alg, since }) => (
            <tr key={id}>
              <td>
                <code>{id}</code>
              </td>
              <td>{alg}</td>
              <td className="nowrap">{format.dateTime(since)}</td>
              <td>
                <button
                  className="button small danger"
                  type="button"
                  aria-label={words.removeOf(id)}
                  onClick={() => setRemoving(id)}
                >
                  {words.remove}
                </button>
              </td>
            </tr>
          ))}
        </ListTable>
      )}
      {keys.length < MOST_KEYS ? <AddKey /> : <p className="soft">{words.most(MOST_KEYS)}</p>}
      {removing !== null && (
        <Confirm
          title={words.surely(removing)}
          text={words.surelyText}
          deed={words.remove}
          act={() =>
            call<typeof deletePlacementKeyContract>('delete /v1/placements/keys/:id', { params: { id: removing } })
          }
          close={() => setRemoving(null)}
        />
      )}
    </>
  );
}

function AddKey() {
  const words = useRewardWords().placements;
  const queries = useQueryClient();
  const [alg, setAlg] = useState<(typeof ALGS)[number]>('HS256');
  const [publicKey, setPublicKey] = useState('');
  const add = useMutation({
    mutationFn: () =>
      call<typeof postPlacementKeysContract>('post /v1/placements/keys', {
        body: alg === 'HS256' ? { alg } : { alg, publicKey },
      }),
    // The secret is shown at once, and not when the list has come.
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['get /v1/placements/settings'] }),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <div className="form-grid roomy">
        <SelectField label={words.alg} value={alg} choices={choicesOf(ALGS, words.algs)} change={setAlg} />
      </div>
      {alg === 'EdDSA' && <TextField label={words.publicKey} rows={4} isCode value={publicKey} change={setPublicKey} />}
      {add.error && <Failure error={add.error} />}
      <button className="button" type="submit" disabled={add.isPending || (alg === 'EdDSA' && publicKey === '')}>
        {words.add}
      </button>
      {add.data && <MadeKey made={add.data} close={add.reset} />}
    </form>
  );
}

function MadeKey({
  made: { id, issuer, audience, secret },
  close,
}: {
  readonly made: Made;
  readonly close: () => void;
}) {
  const words = useRewardWords().placements;
  return (
    <Dialog title={words.madeTitle} close={close}>
      <p>{secret === null ? words.public : words.once}</p>
      {secret !== null && <Secret text={secret} />}
      <dl>
        {(
          [
            [words.claims.kid, id],
            [words.claims.iss, issuer],
            [words.claims.aud, audience],
          ] as const
        ).map(([name, value]) => (
          <div key={name} className="row">
            <dt className="soft">{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
