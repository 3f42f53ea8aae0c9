import { Link } from 'wouter';
import { useTitle } from '../ui/use-title.ts';
import { useWords } from '../words/words.tsx';

export function NotFound() {
  const words = useWords().ui;
  useTitle(words.notFound);
  return (
    <div className="stack">
      <h1>{words.notFound}</h1>
      <Link href="/" className="button main">
        {words.toHome}
      </Link>
    </div>
  );
}
