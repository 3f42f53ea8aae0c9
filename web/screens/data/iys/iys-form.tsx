import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { putIysContract } from '../../../../api/iys/put-iys.contract.ts';
import { call } from '../../../api/call.ts';
import { Failure } from '../../../ui/failure.tsx';
import { FaultsProvider } from '../../../ui/faults-at.ts';
import { faultsOf } from '../../../ui/faults-of.ts';
import { useUnsaved } from '../../../ui/unsaved.ts';
import { Field } from '../../journeys/build/fields/field.tsx';
import { CheckField, choicesOf, SelectField, TextField } from '../../journeys/build/fields/fields.tsx';
import type { Iys } from './iys.ts';
import { useIysWords } from './words.ts';

type Settings = NonNullable<Iys['settings']>;

const FRESH: Settings = {
  on: true,
  place: 'production',
  iysCode: '',
  brandCode: '',
  username: '',
  source: 'HS_WEB',
  email: 'country',
  countryAttribute: 'country',
  recipientType: 'BIREYSEL',
  recipientTypeAttribute: null,
};
const PLACES = ['production', 'sandbox', 'stand-in'] as const satisfies readonly Settings['place'][];
const SOURCES = [
  'HS_WEB',
  'HS_MOBIL',
  'HS_FIZIKSEL_ORTAM',
  'HS_ISLAK_IMZA',
  'HS_CAGRI_MERKEZI',
  'HS_SOSYAL_MEDYA',
  'HS_EPOSTA',
  'HS_MESAJ',
  'HS_EORTAM',
  'HS_ETKINLIK',
] as const satisfies readonly Settings['source'][];

/** How the workspace speaks with the register. The password is written and never read. */
export function IysForm({ saved }: { readonly saved: Iys['settings'] }) {
  const words = useIysWords();
  const { form } = words;
  const [settings, setSettings] = useState<Settings>(saved ?? FRESH);
  const [password, setPassword] = useState('');
  useUnsaved(password !== '' || JSON.stringify(settings) !== JSON.stringify(saved ?? FRESH));
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => {
      const body = { ...settings, ...(password === '' ? {} : { password }) };
      return call<typeof putIysContract>('put /v1/iys', { body });
    },
    onSuccess: () => {
      setPassword('');
      return queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('get /v1/iys') });
    },
  });
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <FaultsProvider value={faultsOf(save.error)}>
        <CheckField label={form.on} checked={settings.on} change={(on) => setSettings({ ...settings, on })} />
        <Account settings={settings} change={setSettings} />
        <Field label={form.password} hint={saved === null ? form.passwordHint : form.passwordSet} at="password">
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="new-password"
              value={password}
              onChange={({ target }) => setPassword(target.value)}
            />
          )}
        </Field>
        <Whom settings={settings} change={setSettings} />
      </FaultsProvider>
      {save.error && <Failure error={save.error} />}
      <p className="small soft">{form.holds}</p>
      <p className="row">
        <button className="button main" type="submit" disabled={save.isPending}>
          {form.save}
        </button>
        <span role="status" className="small up">
          {save.isSuccess && form.saved}
        </span>
      </p>
    </form>
  );
}

interface PartProps {
  readonly settings: Settings;
  readonly change: (settings: Settings) => void;
}

function Account({ settings, change }: PartProps) {
  const { form } = useIysWords();
  const { place, iysCode, brandCode, username } = settings;
  return (
    <div className="columns">
      <SelectField
        label={form.place}
        at="place"
        value={place}
        choices={choicesOf(PLACES, form.places)}
        change={(to) => change({ ...settings, place: to })}
      />
      <TextField
        label={form.iysCode}
        at="iysCode"
        value={iysCode}
        change={(to) => change({ ...settings, iysCode: to })}
      />
      <TextField
        label={form.brandCode}
        at="brandCode"
        value={brandCode}
        change={(to) => change({ ...settings, brandCode: to })}
      />
      <TextField
        label={form.username}
        at="username"
        value={username}
        change={(to) => change({ ...settings, username: to })}
      />
    </div>
  );
}

/** Whom the register is about, and what is said of them. */
function Whom({ settings, change }: PartProps) {
  const { form } = useIysWords();
  const { source, email, countryAttribute, recipientType, recipientTypeAttribute } = settings;
  return (
    <div className="columns">
      <SelectField
        label={form.source}
        at="source"
        value={source}
        choices={choicesOf(SOURCES, form.sources)}
        change={(to) => change({ ...settings, source: to })}
      />
      <SelectField
        label={form.email}
        at="email"
        value={email}
        choices={choicesOf(['country', 'all'] as const, form.emails)}
        change={(to) => change({ ...settings, email: to })}
      />
      <TextField
        label={form.countryAttribute}
        hint={form.countryHint}
        at="countryAttribute"
        value={countryAttribute}
        change={(to) => change({ ...settings, countryAttribute: to })}
      />
      <SelectField
        label={form.recipientType}
        at="recipientType"
        value={recipientType}
        choices={choicesOf(['BIREYSEL', 'TACIR'] as const, form.recipientTypes)}
        change={(to) => change({ ...settings, recipientType: to })}
      />
      <TextField
        label={form.recipientTypeAttribute}
        hint={form.recipientTypeHint}
        at="recipientTypeAttribute"
        value={recipientTypeAttribute ?? ''}
        change={(to) => change({ ...settings, recipientTypeAttribute: to === '' ? null : to })}
      />
    </div>
  );
}
