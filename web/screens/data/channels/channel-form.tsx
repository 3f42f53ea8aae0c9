import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { putChannelContract } from '../../../../api/channels/put-channel.contract.ts';
import { call, type CallInput } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useWords } from '../../../words/words.tsx';
import type { ChannelName, ChannelNow } from './use-channels.ts';
import { useChannelWords, type ChannelWords } from './words.ts';

type Body = CallInput<typeof putChannelContract>['body'];
type Provider = Body['provider'];
type Updates = NonNullable<Body['updates']>;
type Field = keyof ChannelWords['form']['fields'];

/** What mail goes by stands in the environment. */
const PROVIDERS: Readonly<Record<ChannelName, readonly [Provider, ...Provider[]]>> = {
  email: ['http'],
  sms: ['twilio', 'http'],
  telegram: ['bot'],
  push: ['vapid'],
  mobile: ['fcm'],
};
/** What people have to say; the rest is made where it is left out. */
const FIELDS: Readonly<Record<Provider, readonly Field[]>> = {
  twilio: ['accountSid', 'authToken', 'from'],
  http: ['url', 'secret'],
  bot: ['botName', 'botToken'],
  vapid: ['subject'],
  fcm: ['serviceAccount'],
};
const SECRET: ReadonlySet<Field> = new Set(['authToken', 'secret', 'botToken', 'serviceAccount']);
const MOST_A_SECOND = 100;
/** A whole file, pasted. */
const LONGEST_ACCOUNT = 10_000;

interface ChannelFormProps {
  readonly channel: ChannelNow;
  readonly close: () => void;
}

/** Sets a channel up. A secret is written and never read: whoever leaves it empty keeps the one that is there. */
export function ChannelForm({ channel: now, close }: ChannelFormProps) {
  const words = useChannelWords();
  const { names } = useWords().channels;
  const { form } = words;
  const { channel } = now;
  const queries = useQueryClient();
  const providers = PROVIDERS[channel];
  const [provider, setProvider] = useState<Provider>(providers.find((one) => one === now.provider) ?? providers[0]);
  const [said, setSaid] = useState<Readonly<Partial<Record<Field, string>>>>(() => shownIn(now));
  const [perSecond, setPerSecond] = useState(now.perSecond);
  const [updates, setUpdates] = useState<Updates>(now.updates ?? 'webhook');
  const fields = FIELDS[provider];
  const save = useMutation({
    mutationFn: () => {
      const given = fields.flatMap((field) => (said[field] ? [[field, said[field]] as const] : []));
      const body: Body = {
        provider,
        perSecond,
        ...(provider === 'bot' ? { updates } : {}),
        ...Object.fromEntries(given),
      };
      return call<typeof putChannelContract>('put /v1/channels/:id', { params: { id: channel }, body });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['get /v1/channels'] }),
    onSuccess: close,
  });
  // A secret belongs to its provider.
  const isSet = (field: Field) => provider === now.provider && now.secrets.includes(field);
  return (
    <Dialog title={words.setUpOf(names[channel])} close={close} drawer>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {providers.length > 1 && (
          <label className="field">
            <span className="label">{form.provider}</span>
            <select
              value={provider}
              onChange={({ target }) => setProvider(providers.find((one) => one === target.value) ?? providers[0])}
            >
              {providers.map((one) => (
                <option key={one} value={one}>
                  {form.names[one]}
                </option>
              ))}
            </select>
          </label>
        )}
        {fields.map((field) => (
          <FieldInput
            key={field}
            field={field}
            value={said[field] ?? ''}
            isSet={isSet(field)}
            change={(value) => setSaid({ ...said, [field]: value })}
          />
        ))}
        {provider === 'bot' && <UpdatesInput value={updates} change={setUpdates} />}
        <label className="field">
          <span className="label">{form.perSecond}</span>
          <input
            type="number"
            min={1}
            max={MOST_A_SECOND}
            required
            value={perSecond}
            onChange={({ target }) => setPerSecond(target.valueAsNumber)}
          />
        </label>
        {save.error && <Failure error={save.error} />}
        <p>
          <button className="button main" type="submit" disabled={save.isPending}>
            {form.save}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

/** What is shown of how a channel is set up is where its form begins. */
function shownIn({ accountSid, from, url, botName, subject }: ChannelNow): Readonly<Partial<Record<Field, string>>> {
  return {
    accountSid: accountSid ?? '',
    from: from ?? '',
    url: url ?? '',
    botName: botName ?? '',
    subject: subject ?? '',
  };
}

const UPDATES: readonly Updates[] = ['webhook', 'poll'];

interface UpdatesInputProps {
  readonly value: Updates;
  readonly change: (value: Updates) => void;
}

/** How what people say to the bot comes here. */
function UpdatesInput({ value, change }: UpdatesInputProps) {
  const { form } = useChannelWords();
  return (
    <label className="field">
      <span className="label">{form.updates}</span>
      <select value={value} onChange={({ target }) => change(UPDATES.find((one) => one === target.value) ?? 'webhook')}>
        {UPDATES.map((one) => (
          <option key={one} value={one}>
            {form.updatesOf[one]}
          </option>
        ))}
      </select>
      <span className="hint">{form.updatesHints[value]}</span>
    </label>
  );
}

interface FieldInputProps {
  readonly field: Field;
  readonly value: string;
  readonly isSet: boolean;
  readonly change: (value: string) => void;
}

function FieldInput({ field, value, isSet, change }: FieldInputProps) {
  const { form } = useChannelWords();
  return (
    <label className="field">
      <span className="label">{form.fields[field]}</span>
      <input
        type={SECRET.has(field) ? 'password' : 'text'}
        autoComplete={SECRET.has(field) ? 'new-password' : 'off'}
        maxLength={field === 'serviceAccount' ? LONGEST_ACCOUNT : 500}
        required={!isSet}
        value={value}
        onChange={({ target }) => change(target.value)}
      />
      <span className="hint">{isSet ? form.isSet : form.hints[field]}</span>
    </label>
  );
}
