import { Suspense } from 'react';
import { Faults } from '../fields/field.tsx';
import { SelectField, TextField } from '../fields/fields.tsx';
import { useSendingWords } from '../../sending-words.ts';
import type { Said } from './said.ts';

type Button = NonNullable<Said['buttons']>[number];

/** As many as the API takes. */
const MOST = 6;

interface ButtonsProps {
  readonly buttons: readonly Button[];
  /** Where the definition has them within the step. */
  readonly at: string;
  readonly set: (change: Pick<Said, 'buttons'>, about: string) => void;
}

/** What may be pressed under a message of Telegram. Its words are loaded with it. */
export function TelegramButtons(props: ButtonsProps) {
  return (
    <Suspense fallback={null}>
      <Buttons {...props} />
    </Suspense>
  );
}

function Buttons({ buttons, at, set }: ButtonsProps) {
  const words = useSendingWords().buttons;
  const put = (changed: Button[], about: string) => set({ buttons: changed.length === 0 ? undefined : changed }, about);
  return (
    <fieldset className="stack">
      <legend>{words.title}</legend>
      {buttons.length === 0 && <p className="small soft">{words.none}</p>}
      <Faults at={at} />
      {buttons.map((button, place) => (
        <ButtonFields
          key={place}
          button={button}
          place={place + 1}
          at={`${at}[${place}]`}
          change={(changed) => put(buttons.with(place, changed), `buttons[${place}]`)}
          remove={() => put(buttons.toSpliced(place, 1), 'buttons')}
        />
      ))}
      {buttons.length < MOST && (
        <button
          className="button small"
          type="button"
          onClick={() => put([...buttons, { label: '', id: '' }], 'buttons')}
        >
          + {words.add}
        </button>
      )}
    </fieldset>
  );
}

interface FieldsProps {
  readonly button: Button;
  /** From 1. */
  readonly place: number;
  readonly at: string;
  readonly change: (button: Button) => void;
  readonly remove: () => void;
}

function ButtonFields({ button: { label, id = '', url }, place, at, change, remove }: FieldsProps) {
  const words = useSendingWords().buttons;
  const opens = url !== undefined;
  return (
    <fieldset className="stack">
      <legend>{words.nth(place)}</legend>
      <TextField
        label={words.label}
        at={`${at}.label`}
        value={label}
        change={(to) => change(opens ? { label: to, url } : { label: to, id })}
      />
      <SelectField
        label={words.does}
        value={opens ? 'url' : 'id'}
        choices={[
          { value: 'id', text: words.tells },
          { value: 'url', text: words.opens },
        ]}
        change={(to) => change(to === 'url' ? { label, url: '' } : { label, id: '' })}
      />
      {opens ? (
        <TextField
          label={words.url}
          at={`${at}.url`}
          type="url"
          value={url}
          change={(to) => change({ label, url: to })}
        />
      ) : (
        <TextField
          label={words.id}
          hint={words.idHint}
          at={`${at}.id`}
          value={id}
          change={(to) => change({ label, id: to })}
        />
      )}
      <p>
        <button className="button small danger" type="button" aria-label={words.removeNth(place)} onClick={remove}>
          {words.remove}
        </button>
      </p>
    </fieldset>
  );
}
