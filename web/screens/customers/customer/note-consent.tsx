import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { putConsentContract } from '../../../../api/contacts/put-consent.contract.ts';
import { call, type CallInput } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useWords } from '../../../words/words.tsx';
import { useConsentWords } from './consent-words.ts';

type Word = CallInput<typeof putConsentContract>['body'];
type Channel = Word['channel'];
type Purpose = NonNullable<Word['purpose']>;
type Status = Word['status'];

const CHANNELS = ['email', 'sms', 'telegram', 'push', 'mobile'] as const satisfies readonly Channel[];
const PURPOSES = ['marketing', 'service'] as const satisfies readonly Purpose[];
const STATUSES = ['withdrawn', 'granted'] as const satisfies readonly Status[];

interface NoteConsentProps {
  readonly id: string;
  readonly close: () => void;
}

/** Adds to the ledger what a customer said to the team. Who agrees has to have read something, so that is asked for. */
export function NoteConsent({ id, close }: NoteConsentProps) {
  const words = useConsentWords();
  const { channels } = useWords();
  const { form } = words;
  const queries = useQueryClient();
  const [channel, setChannel] = useState<Channel>('email');
  const [purpose, setPurpose] = useState<Purpose>('marketing');
  const [status, setStatus] = useState<Status>('withdrawn');
  const [source, setSource] = useState('');
  const [wording, setWording] = useState('');
  const note = useMutation({
    mutationFn: () => {
      const body: Word = { channel, purpose, status, source, ...(wording === '' ? {} : { wording }) };
      return call<typeof putConsentContract>('put /v1/customers/:id/consents', { params: { id }, body });
    },
    onSettled: () => queries.invalidateQueries(),
    onSuccess: close,
  });
  return (
    <Dialog title={words.note} close={close}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          note.mutate();
        }}
      >
        <Choice label={form.status} all={STATUSES} names={words.status} chosen={status} choose={setStatus} />
        <Choice label={form.channel} all={CHANNELS} names={channels.names} chosen={channel} choose={setChannel} />
        <Choice label={form.purpose} all={PURPOSES} names={words.purposes} chosen={purpose} choose={setPurpose} />
        <label className="field">
          <span className="label">{form.source}</span>
          <input maxLength={100} required value={source} onChange={({ target }) => setSource(target.value)} />
          <span className="hint">{form.sourceHint}</span>
        </label>
        <label className="field">
          <span className="label">{form.wording}</span>
          <textarea
            rows={3}
            maxLength={2_000}
            required={status === 'granted'}
            value={wording}
            onChange={({ target }) => setWording(target.value)}
          />
        </label>
        <p className="small soft">{form.stays}</p>
        {note.error && <Failure error={note.error} />}
        <p>
          <button className="button main" type="submit" disabled={note.isPending}>
            {form.save}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

interface ChoiceProps<Id extends string> {
  readonly label: string;
  readonly all: readonly Id[];
  readonly names: Readonly<Record<Id, string>>;
  readonly chosen: Id;
  readonly choose: (id: Id) => void;
}

function Choice<Id extends string>({ label, all, names, chosen, choose }: ChoiceProps<Id>) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <select value={chosen} onChange={({ target }) => choose(all.find((id) => id === target.value) ?? chosen)}>
        {all.map((id) => (
          <option key={id} value={id}>
            {names[id]}
          </option>
        ))}
      </select>
    </label>
  );
}
