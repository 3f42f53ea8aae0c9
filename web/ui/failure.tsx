import { ApiError } from '../api/problem.ts';
import { useWords } from '../words/words.tsx';

interface FailureProps {
  readonly error: unknown;
  /** Left out: trying again is somebody else's button. */
  readonly retry?: () => void;
}

/** What went wrong, in a sentence, with what to do about it. */
export function Failure({ error, retry }: FailureProps) {
  const words = useWords().ui;
  const trouble = error instanceof ApiError ? error.trouble : undefined;
  return (
    <div className="notice error" role="alert">
      <p>{sentenceOf(error, words)}</p>
      {trouble !== undefined && trouble.problems.length > 1 && (
        <ul className="small">
          {trouble.problems.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path !== '' && <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      )}
      {trouble?.instance && <p className="small soft">{words.requestId(trouble.instance)}</p>}
      {retry && (
        <button className="button small" type="button" onClick={retry}>
          {words.retry}
        </button>
      )}
    </div>
  );
}

/** One sentence about anything that can be thrown. */
export function sentenceOf(error: unknown, words: ReturnType<typeof useWords>['ui']): string {
  if (!(error instanceof ApiError)) return words.broken;
  const { code, detail, status } = error.trouble;
  if (code === 'unreachable') return words.unreachable;
  return detail === '' ? words.unreadable(status) : detail;
}
