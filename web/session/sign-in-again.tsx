import { useTitle } from '../ui/use-title.ts';
import { useWords } from '../words/words.tsx';
import { KeyForm } from './key-form.tsx';

/**
 * Over a page whose session has ended: what stood there comes back. Whoever signs in elsewhere, by a link or by their
 * organisation, does so in another tab, and finds the page open when they return to this one.
 */
export function SignInAgain({ onSigned }: { readonly onSigned: () => void }) {
  const words = useWords().session;
  useTitle(words.again.title);
  const byProvider = (
    <a className="button main" href="/oidc/start" target="_blank" rel="noreferrer">
      {words.again.byProvider}
    </a>
  );
  return (
    <KeyForm byProvider={byProvider} onSigned={onSigned}>
      <h1>{words.again.title}</h1>
      <p className="soft" role="status">
        {words.again.how}
      </p>
    </KeyForm>
  );
}
