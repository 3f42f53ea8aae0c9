import { useState } from 'react';
import { TextField } from '../../journeys/build/fields/fields.tsx';
import { Faults } from '../../journeys/build/fields/field.tsx';
import type { Programme } from '../programme.ts';
import { useRewardWords } from '../words.ts';
import type { PartProps } from './part.tsx';

type Warn = NonNullable<Programme['expiryWarnDays']>;

/** How long before points and coupons expire journeys hear of it. */
export function WarningsForm({ draft, change }: PartProps) {
  const words = useRewardWords().programme.warnings;
  const { expiryWarnDays = {}, ...others } = draft;
  const { points = [], coupons = [] } = expiryWarnDays;
  const set = (next: Warn) => {
    const isNone = (next.points ?? []).length + (next.coupons ?? []).length === 0;
    change(isNone ? others : { ...draft, expiryWarnDays: next });
  };
  return (
    <fieldset>
      <legend>{words.title}</legend>
      <div className="stack">
        <p className="small soft">{words.about}</p>
        <div className="form-grid">
          <DaysField label={words.points} days={points} change={(days) => set({ points: days, coupons })} />
          <DaysField label={words.coupons} days={coupons} change={(days) => set({ points, coupons: days })} />
        </div>
        <Faults at="expiryWarnDays.points" />
        <Faults at="expiryWarnDays.coupons" />
      </div>
    </fieldset>
  );
}

interface DaysProps {
  readonly label: string;
  readonly days: readonly number[];
  readonly change: (days: number[]) => void;
}

/** Several numbers as they are typed; what is no number is told by the API. */
function DaysField({ label, days, change }: DaysProps) {
  const words = useRewardWords().programme.warnings;
  const [typed, type] = useState(days.join(', '));
  const isSame = daysIn(typed).join() === days.join();
  return (
    <TextField
      label={label}
      hint={words.hint}
      value={isSame ? typed : days.join(', ')}
      change={(text) => {
        type(text);
        change(daysIn(text));
      }}
    />
  );
}

function daysIn(text: string): number[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  return parts.map(Number);
}
