import type { Difference } from './programme.ts';
import { useRewardWords } from './words.ts';

/** What a draft changes, one line for each. */
export function Differences({ of }: { readonly of: readonly Difference[] }) {
  const words = useRewardWords().draft;
  return (
    <ul className="bullets">
      {of.map(({ part, name, is }) => (
        <li key={`${part} ${name ?? ''} ${is}`}>
          {words.parts[part]}
          {name !== null && (
            <>
              {' '}
              <strong>{name}</strong>
            </>
          )}
          : {words.is[is]}
        </li>
      ))}
    </ul>
  );
}
