import type { ReactNode } from 'react';

interface ScrollsProps {
  /** What is in it, for those who cannot see it. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Wide content that scrolls sideways by itself, by keyboard too. */
export function Scrolls({ label, children }: ScrollsProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- without it nobody can scroll it by keyboard
    <div className="scrolls" tabIndex={0} role="group" aria-label={label}>
      {children}
    </div>
  );
}
