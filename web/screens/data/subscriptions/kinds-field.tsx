import { Faults } from '../../journeys/build/fields/field.tsx';
import { CheckField, ChecksField } from '../../journeys/build/fields/fields.tsx';
import { GROUPS } from './kinds.ts';
import type { Kind } from './use-subscriptions.ts';
import { useSubscriptionWords } from './words.ts';

interface KindsFieldProps {
  /** `null`: all, also those that a later version brings. */
  readonly kinds: readonly Kind[] | null;
  readonly change: (kinds: readonly Kind[] | null) => void;
}

/** Which changes are taken: everything, or some kinds of them. */
export function KindsField({ kinds, change }: KindsFieldProps) {
  const words = useSubscriptionWords();
  return (
    <fieldset className="stack">
      <legend>{words.columns.takes}</legend>
      <CheckField
        label={words.form.everything}
        checked={kinds === null}
        change={(all) => change(all ? null : GROUPS.flatMap(([, those]) => [...those]))}
      />
      {kinds !== null && (
        <div className="kind-groups">
          {GROUPS.map(([group, those]) => (
            <ChecksField
              key={group}
              label={words.groups[group]}
              chosen={kinds}
              choices={those.map((value) => ({ value, text: words.kinds[value] }))}
              change={(chosen) => change([...kinds.filter((kind) => !those.includes(kind)), ...chosen])}
            />
          ))}
        </div>
      )}
      <Faults at="kinds" />
    </fieldset>
  );
}
