import type { ReactNode } from 'react';

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly choose: (value: string) => void;
  /** The options. */
  readonly children: ReactNode;
}

/** A choice among a few, with its name before it. */
export function Choice({ name, value, choose, children }: ChoiceProps) {
  return (
    <label className="row">
      <span className="small">{name}</span>
      <select value={value} onChange={({ target }) => choose(target.value)}>
        {children}
      </select>
    </label>
  );
}
