import type { ReactNode } from 'react';
import { NumberField } from '../../journeys/build/fields/fields.tsx';
import { useRewardWords } from '../words.ts';
import type { Programme } from '../programme.ts';

/** What the parts of the form work on. */
export interface PartProps {
  readonly draft: Programme;
  readonly change: (draft: Programme) => void;
}

export interface PublishedProps extends PartProps {
  /** What is in force: somebody may hold what was published. */
  readonly published: Programme | null;
}

interface RemovableProps {
  readonly name: string;
  /** Left out: it has to stay. */
  readonly remove: (() => void) | undefined;
  readonly children: ReactNode;
}

/** One of several, with a name, that can be taken away. */
export function Removable({ name, remove, children }: RemovableProps) {
  const words = useRewardWords().programme;
  return (
    <fieldset className="stack removable">
      <legend>{name}</legend>
      {remove && (
        <button className="button small plain" type="button" aria-label={words.remove(name)} onClick={remove}>
          ✕
        </button>
      )}
      {children}
    </fieldset>
  );
}

interface WholeProps {
  readonly label: string;
  readonly at: string;
  readonly value: number | undefined;
  readonly change: (value: number) => void;
  readonly min?: number;
  readonly step?: number | 'any';
  readonly hint?: string;
}

/** A number that has to be there; while somebody types there may be none, which the API tells of. */
export function NeededNumber({ value, change, ...of }: WholeProps) {
  const shown = value === undefined || Number.isNaN(value) ? undefined : value;
  return <NumberField {...of} value={shown} change={(typed) => change(typed ?? Number.NaN)} />;
}

interface MoneyProps extends Omit<WholeProps, 'step'> {
  /** A whole unit of money, in minor units. */
  readonly unit: number;
}

/** Money as people write it, kept in minor units. */
export function MoneyNumber({ value, change, unit, ...of }: MoneyProps) {
  return (
    <NeededNumber
      {...of}
      step="any"
      value={value === undefined ? undefined : value / unit}
      change={(typed) => change(Math.round(typed * unit))}
    />
  );
}

/** What an entry has that the form does not show. */
export function More({ parts }: { readonly parts: readonly (string | false)[] }) {
  const words = useRewardWords().programme;
  const there = parts.filter((each) => each !== false);
  return there.length === 0 ? null : <p className="small soft">{words.more(there.join(', '))}</p>;
}
