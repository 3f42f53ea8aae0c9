import { ApiError } from '../api/problem.ts';
import { useWords } from '../words/words.tsx';
import { Told, ToldError } from './told.tsx';

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
      <p>
        <ToldError error={error} />
      </p>
      {trouble !== undefined && trouble.problems.length > 1 && (
        <ul className="small">
          {trouble.problems.map(({ code, path, message }) => (
            <li key={`${path} ${message}`}>
              {path !== '' && <code>{path}</code>} <Told fault={{ code, message }} />
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
