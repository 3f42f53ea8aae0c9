import { useWords } from '../../../../words/words.tsx';
import { Faults } from '../fields/field.tsx';
import { TextField } from '../fields/fields.tsx';
import { SpanField } from '../fields/span-field.tsx';
import { WayField } from '../fields/way-field.tsx';
import type { FormProps } from './form.ts';

const MOST_FIELDS = 20;

/** A call of another system, and where it leads. */
export function WebhookForm({ step, place, set }: FormProps<'webhook'>) {
  const words = useWords().build;
  const { fields } = words;
  const values = Object.entries(step.fields ?? {});
  const put = (entries: readonly (readonly [string, string])[], about?: string) =>
    set({ fields: entries.length === 0 ? undefined : Object.fromEntries(entries) }, about);
  return (
    <>
      <TextField label={fields.address} at="url" type="url" value={step.url} change={(url) => set({ url }, 'url')} />
      <fieldset className="stack">
        <legend>{fields.values}</legend>
        {values.map(([name, value], index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a name changes while it is typed
          <div key={index} className="part">
            <TextField
              label={fields.valueName}
              value={name}
              change={(to) => put(values.with(index, [to, value]), `fields.${index}.name`)}
            />
            <TextField
              label={fields.value}
              at={`fields.${name}`}
              value={value}
              change={(to) => put(values.with(index, [name, to]), `fields.${index}.value`)}
            />
            <button
              className="button small plain"
              type="button"
              aria-label={words.removeOf(name)}
              onClick={() => put(values.toSpliced(index, 1))}
            >
              ✕
            </button>
          </div>
        ))}
        <Faults at="fields" />
        {values.length < MOST_FIELDS && (
          <button
            className="button small"
            type="button"
            onClick={() => put([...values, [freeName(values), '{{ segment }}']])}
          >
            + {words.add}
          </button>
        )}
      </fieldset>
      <SpanField
        label={fields.waitsFor}
        at="for"
        value={step.for ?? '3d'}
        change={(span) => set({ for: span }, 'for')}
      />
      <WayField label={words.next} place={place} way={{ field: 'next' }} at="next" />
      <WayField
        label={fields.onFailure}
        place={place}
        way={{ field: 'onFailure' }}
        at="onFailure"
        same={() => set({ onFailure: undefined })}
      />
      <WayField
        label={fields.onTimeout}
        place={place}
        way={{ field: 'onTimeout' }}
        at="onTimeout"
        same={() => set({ onTimeout: undefined })}
      />
    </>
  );
}

function freeName(values: readonly (readonly [string, string])[]): string {
  const taken = new Set(values.map(([name]) => name));
  let number = 1;
  while (taken.has(`value_${number}`)) number += 1;
  return `value_${number}`;
}
