import type { Dispatch, SetStateAction } from 'react';
import { useWords } from '../../../words/words.tsx';
import type { Draft } from './draft.ts';
import { PresetChoice } from './preset-choice.tsx';

export interface DraftProps {
  readonly draft: Draft;
  readonly change: Dispatch<SetStateAction<Draft>>;
}

const WINDOWS = [90, 180, 365, 730] as const;

/** Name, window, and what is counted. */
export function GeneralForm({ draft, change }: DraftProps) {
  const words = useWords().scoring;
  const { windowDays } = draft;
  const windows = [...new Set<number>([...WINDOWS, ...(windowDays === null ? [] : [windowDays])])];
  return (
    <div className="columns">
      <PresetChoice choose={change} />
      <label className="field">
        <span className="label">{words.name}</span>
        <input
          required
          maxLength={120}
          value={draft.name}
          onChange={({ target }) => change({ ...draft, name: target.value })}
        />
      </label>
      <Choice
        label={words.window}
        value={String(windowDays)}
        options={[...windows.map((days) => [String(days), words.windowDays(days)] as const), ['null', words.wholeLife]]}
        choose={(value) => change({ ...draft, windowDays: value === 'null' ? null : Number(value) })}
      />
      <Choice
        label={words.daysAre}
        value={draft.days}
        options={[
          ['elapsed', words.days.elapsed],
          ['calendar', words.days.calendar],
        ]}
        choose={(value) => change({ ...draft, days: value === 'calendar' ? 'calendar' : 'elapsed' })}
      />
      <Choice
        label={words.recencyOf}
        value={draft.recencyOf}
        options={[
          ['actions', words.recencyKinds.actions],
          ['engagement', words.recencyKinds.engagement],
        ]}
        choose={(value) => change({ ...draft, recencyOf: value === 'engagement' ? 'engagement' : 'actions' })}
      />
      <Choice
        label={words.frequencyOf}
        value={draft.frequencyOf}
        options={[
          ['orders', words.frequencyKinds.orders],
          ['days', words.frequencyKinds.days],
        ]}
        choose={(value) => change({ ...draft, frequencyOf: value === 'days' ? 'days' : 'orders' })}
      />
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly choose: (value: string) => void;
}

/** A select with its label. */
export function Choice({ label, value, options, choose }: ChoiceProps) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <select value={value} onChange={({ target }) => choose(target.value)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
