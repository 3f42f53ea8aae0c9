import type { ReactNode } from 'react';
import { useWords } from '../../../words/words.tsx';
import { NumberInput, type PoliciesProps } from './caps-form.tsx';
import type { Policies } from './draft.ts';

const QUIET = { from: '21:00', to: '09:00' } as const;
const PRIORITY: NonNullable<Policies['priority']> = { minutes: 60, others: 'hold' };
const HOLDOUT = { percent: 5, salt: 'holdout' } as const;

/** When messages wait, which goes first, and who gets none. */
export function TimesForm({ draft, change }: PoliciesProps) {
  const words = useWords().policies;
  const { quietHours, holdout } = draft;
  const priority = draft.priority ?? null;
  return (
    <div className="columns three">
      <Rule
        title={words.quiet}
        on={words.quietOn}
        isOn={quietHours !== null}
        turn={(isOn) => change({ ...draft, quietHours: isOn ? QUIET : null })}
      >
        {quietHours && (
          <div className="row">
            <Time
              label={words.from}
              value={quietHours.from}
              change={(from) => change({ ...draft, quietHours: { ...quietHours, from } })}
            />
            <Time
              label={words.to}
              value={quietHours.to}
              change={(to) => change({ ...draft, quietHours: { ...quietHours, to } })}
            />
          </div>
        )}
        <Labelled label={words.hold} hint={words.holdHint}>
          <NumberInput
            label={words.hold}
            value={draft.holdAtMostHours}
            min={0}
            max={168}
            change={(holdAtMostHours) => change({ ...draft, holdAtMostHours })}
          />
        </Labelled>
      </Rule>
      <Rule
        title={words.priority}
        on={words.priorityOn}
        isOn={priority !== null}
        turn={(isOn) => change({ ...draft, priority: isOn ? PRIORITY : null })}
      >
        {priority && (
          <>
            <Labelled label={words.minutes}>
              <NumberInput
                label={words.minutes}
                value={priority.minutes}
                min={1}
                max={1_440}
                change={(minutes) => change({ ...draft, priority: { ...priority, minutes } })}
              />
            </Labelled>
            <label className="field">
              <span className="label">{words.others}</span>
              <select
                value={priority.others}
                onChange={({ target }) => {
                  const others = target.value === 'skip' ? 'skip' : 'hold';
                  change({ ...draft, priority: { ...priority, others } });
                }}
              >
                <option value="hold">{words.othersKinds.hold}</option>
                <option value="skip">{words.othersKinds.skip}</option>
              </select>
            </label>
          </>
        )}
      </Rule>
      <Rule
        title={words.holdout}
        on={words.holdoutOn}
        isOn={holdout !== null}
        turn={(isOn) => change({ ...draft, holdout: isOn ? HOLDOUT : null })}
      >
        {holdout && (
          <Labelled label={words.percent}>
            <NumberInput
              label={words.percent}
              value={holdout.percent}
              min={1}
              max={50}
              change={(percent) => change({ ...draft, holdout: { ...holdout, percent } })}
            />
          </Labelled>
        )}
      </Rule>
    </div>
  );
}

interface RuleProps {
  readonly title: string;
  readonly on: string;
  readonly isOn: boolean;
  readonly turn: (isOn: boolean) => void;
  readonly children: ReactNode;
}

function Rule({ title, on, isOn, turn, children }: RuleProps) {
  return (
    <fieldset>
      <legend>{title}</legend>
      <div className="stack">
        <label className="check">
          <input type="checkbox" checked={isOn} onChange={({ target }) => turn(target.checked)} />
          <span>{on}</span>
        </label>
        {children}
      </div>
    </fieldset>
  );
}

interface TimeProps {
  readonly label: string;
  /** What it is of, where there are several. */
  readonly of?: string;
  readonly value: string;
  readonly change: (value: string) => void;
}

export function Time({ label, of, value, change }: TimeProps) {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input
        type="time"
        required
        aria-label={of && `${of}: ${label}`}
        value={value}
        onChange={({ target }) => change(target.value)}
      />
    </label>
  );
}

interface LabelledProps {
  /** The control inside says the same to those who cannot see it. */
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

function Labelled({ label, hint, children }: LabelledProps) {
  return (
    <div className="field">
      <span className="label" aria-hidden="true">
        {label}
      </span>
      {children}
      {hint !== undefined && <span className="hint">{hint}</span>}
    </div>
  );
}
