import type { ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { useMay, type Role } from './session-context.tsx';

interface AllowedProps {
  readonly to: Role;
  readonly children: ReactNode;
}

/** Controls that belong to a role: others see them, cannot use them, and are told why. */
export function Allowed({ to, children }: AllowedProps) {
  const why = useWhy(to);
  if (useMay(to)) return children;
  return (
    <fieldset className="not-allowed stack" disabled>
      <legend className="small soft">{why}</legend>
      {children}
    </fieldset>
  );
}

/** The same for what cannot be disabled, such as a place where files are dropped: others are only told why. */
export function ShownTo({ to, children }: AllowedProps) {
  const why = useWhy(to);
  return useMay(to) ? children : <p className="soft">{why}</p>;
}

function useWhy(role: Role): string {
  const words = useWords().session;
  return words.needs(words.roles[role]);
}

/** What only a role is shown. */
export function OnlyFor({ to, children }: AllowedProps) {
  return useMay(to) ? children : null;
}
