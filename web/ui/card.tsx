import { useId, type ReactNode } from 'react';

interface CardProps {
  readonly title: string;
  /** At the end of the line of the title. */
  readonly about?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A part of a screen, with a heading of its own. */
export function Card({ title, about, children, className = '' }: CardProps) {
  const id = useId();
  return (
    <section className={`card ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {about !== undefined && <div className="about">{about}</div>}
      </header>
      {children}
    </section>
  );
}
