import type { FieldProblem } from '../../api/problem.ts';
import { Told } from '../../ui/told.tsx';

interface FaultsProps {
  readonly title: string;
  readonly faults: readonly FieldProblem[];
  /** They keep it from being published. */
  readonly isGrave?: boolean;
}

/** What is wrong with a draft, or probably is. Nothing where nothing is. */
export function Faults({ title, faults, isGrave = false }: FaultsProps) {
  if (faults.length === 0) return null;
  return (
    <div className={`notice ${isGrave ? 'error' : ''}`} role="status">
      <strong>⚠ {title}</strong>
      <ul className="small">
        {faults.map(({ code, path, message }) => (
          <li key={`${path} ${message}`}>
            {path !== '' && <code>{path}</code>} <Told fault={{ code, message }} />
          </li>
        ))}
      </ul>
    </div>
  );
}
