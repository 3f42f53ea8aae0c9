import { useState } from 'react';
import { useWords } from '../../../words/words.tsx';
import type { PoliciesProps } from './caps-form.tsx';
import { countryCode, countryRulesOf, QUIET_PLACES, withCountryRule, type CountryRule } from './draft.ts';
import { Time } from './times-form.tsx';

/** What a rule starts with: the hours of the TCPA, which are the best known. */
const HOURS = { from: '21:00', to: '08:00' } as const;

/** Quiet hours of single countries, by channel where they differ. */
export function CountriesForm({ draft, change }: PoliciesProps) {
  const words = useWords().policies;
  const [named, setNamed] = useState('');
  const [channel, setChannel] = useState<CountryRule['channel']>('all');
  const rules = countryRulesOf(draft);
  const country = countryCode(named);
  const isKnown = rules.some((rule) => rule.country === country && rule.channel === channel);
  const add = () => {
    change(withCountryRule(draft, { country, channel }, HOURS));
    setNamed('');
  };
  return (
    <fieldset>
      <legend>{words.countries}</legend>
      {rules.length > 0 && (
        <div className="stack">
          {rules.map((rule) => (
            <CountryRow key={`${rule.country}.${rule.channel}`} rule={rule} draft={draft} change={change} />
          ))}
        </div>
      )}
      <div className="row ends">
        <label className="field">
          <span className="label">{words.newCountry}</span>
          <input value={named} maxLength={2} size={4} onChange={({ target }) => setNamed(target.value)} />
        </label>
        <label className="field">
          <span className="label">{words.countryChannel}</span>
          <select
            value={channel}
            onChange={({ target }) => setChannel(QUIET_PLACES.find((one) => one === target.value) ?? 'all')}
          >
            {QUIET_PLACES.map((one) => (
              <option key={one} value={one}>
                {words.quietPlaces[one]}
              </option>
            ))}
          </select>
        </label>
        <button className="button" type="button" disabled={country === '' || isKnown} onClick={add}>
          {words.addCategory}
        </button>
        <span className="small soft">{words.countriesHint}</span>
      </div>
    </fieldset>
  );
}

function CountryRow({ rule, draft, change }: PoliciesProps & { readonly rule: CountryRule }) {
  const words = useWords().policies;
  const { country, channel, hours } = rule;
  const name = `${country}, ${words.quietPlaces[channel]}`;
  const set = (wanted: CountryRule['hours'] | undefined) => change(withCountryRule(draft, rule, wanted));
  return (
    <div className="row ends" role="group" aria-label={name}>
      <strong>{name}</strong>
      <label className="check">
        <input
          type="checkbox"
          checked={hours !== null}
          aria-label={words.quietOf(name)}
          onChange={({ target }) => set(target.checked ? HOURS : null)}
        />
        <span>{hours === null ? words.noQuiet : words.quiet}</span>
      </label>
      {hours && (
        <>
          <Time label={words.from} of={name} value={hours.from} change={(from) => set({ ...hours, from })} />
          <Time label={words.to} of={name} value={hours.to} change={(to) => set({ ...hours, to })} />
        </>
      )}
      <button
        className="button small danger"
        type="button"
        aria-label={words.removeOf(name)}
        onClick={() => set(undefined)}
      >
        ✕
      </button>
    </div>
  );
}
