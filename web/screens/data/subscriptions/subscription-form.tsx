import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { postSubscriptionsContract } from '../../../../api/feed/post-subscriptions.contract.ts';
import type { putSubscriptionContract } from '../../../../api/feed/put-subscription.contract.ts';
import { call } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { FaultsProvider } from '../../../ui/faults-at.ts';
import { faultsOf } from '../../../ui/faults-of.ts';
import { Secret } from '../../../ui/secret.tsx';
import { useUnsaved } from '../../../ui/unsaved.ts';
import { choicesOf, SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import { KindsField } from './kinds-field.tsx';
import type { Kind, Subscription } from './use-subscriptions.ts';
import { useSubscriptionWords } from './words.ts';

const BEGINNINGS = ['now', 'oldest'] as const;

interface Wanted {
  readonly url: string;
  /** `null`: all. */
  readonly kinds: readonly Kind[] | null;
}

function bodyOf({ url, kinds }: Wanted) {
  return { url, ...(kinds === null ? {} : { kinds: [...kinds] }) };
}

/** Makes one, and shows its secret this one time. */
export function NewSubscription({ close }: { readonly close: () => void }) {
  const words = useSubscriptionWords();
  const { form } = words;
  const [id, setId] = useState('');
  const [wanted, setWanted] = useState<Wanted>({ url: '', kinds: null });
  const [after, setAfter] = useState<(typeof BEGINNINGS)[number]>('now');
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: () =>
      call<typeof postSubscriptionsContract>('post /v1/subscriptions', { body: { id, ...bodyOf(wanted), after } }),
    onSuccess: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey: [name] }) => name === 'get /v1/subscriptions' || name === 'get /v1/feed/settings',
      }),
  });
  return (
    <Dialog title={make.data ? words.made(make.data.id) : words.add} close={close} drawer={!make.data}>
      {make.data ? (
        <ShownOnce secret={make.data.secret} />
      ) : (
        <WantedForm
          wanted={wanted}
          change={setWanted}
          save={make}
          isBegun={id !== ''}
          deed={form.make}
          first={<TextField label={form.id} hint={form.idHint} at="id" value={id} change={setId} />}
        >
          <SelectField
            label={form.after}
            hint={form.afterHint}
            at="after"
            value={after}
            choices={choicesOf(BEGINNINGS, form.beginnings)}
            change={setAfter}
          />
        </WantedForm>
      )}
    </Dialog>
  );
}

/** The secret, and what it is for: nobody can ask for it again. */
export function ShownOnce({ secret }: { readonly secret: string }) {
  const words = useSubscriptionWords();
  return (
    <div className="stack">
      <p>{words.once}</p>
      <Secret text={secret} />
      <p className="small soft">{words.secretFor}</p>
    </div>
  );
}

interface EditProps {
  readonly subscription: Subscription;
  readonly close: () => void;
}

/** Changes where changes are sent, or which. */
export function EditSubscription({ subscription: { id, url, kinds }, close }: EditProps) {
  const words = useSubscriptionWords();
  const [wanted, setWanted] = useState<Wanted>({ url, kinds });
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      call<typeof putSubscriptionContract>('put /v1/subscriptions/:id', { params: { id }, body: bodyOf(wanted) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['get /v1/subscriptions'] });
      close();
    },
  });
  return (
    <Dialog title={words.changeOf(id)} close={close} drawer>
      <WantedForm wanted={wanted} change={setWanted} save={save} isBegun={false} deed={words.form.save}>
        <p className="small soft">{words.form.goesOn}</p>
      </WantedForm>
    </Dialog>
  );
}

interface WantedFormProps {
  readonly wanted: Wanted;
  readonly change: (wanted: Wanted) => void;
  readonly save: { readonly mutate: () => void; readonly error: Error | null; readonly isPending: boolean };
  /** Something was written besides. */
  readonly isBegun: boolean;
  readonly deed: string;
  readonly first?: ReactNode;
  readonly children: ReactNode;
}

function WantedForm({ wanted, change, save, isBegun, deed, first, children }: WantedFormProps) {
  const { form } = useSubscriptionWords();
  const [begun] = useState(wanted);
  useUnsaved(isBegun || JSON.stringify(wanted) !== JSON.stringify(begun));
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <FaultsProvider value={faultsOf(save.error, { taken: 'id' })}>
        {first}
        <TextField
          label={form.url}
          hint={form.urlHint}
          at="url"
          type="url"
          value={wanted.url}
          change={(url) => change({ ...wanted, url })}
        />
        <KindsField kinds={wanted.kinds} change={(kinds) => change({ ...wanted, kinds })} />
        {children}
      </FaultsProvider>
      {save.error && <Failure error={save.error} />}
      <p>
        <button className="button main" type="submit" disabled={save.isPending}>
          {deed}
        </button>
      </p>
    </form>
  );
}
