import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useTitle } from '../ui/use-title.ts';
import { useWords } from '../words/words.tsx';
import { KeyForm } from './key-form.tsx';

/** Why a link or a provider did not let somebody in; it stands in the address. */
const BECAUSE = ['key', 'provider', 'unverified', 'unknown', 'several'] as const;

/** The way in. */
export function SignIn() {
  const words = useWords().session;
  useTitle(words.title);
  const [search] = useSearchParams();
  const because = BECAUSE.find((each) => each === search.get('because'));
  const [, go] = useLocation();
  const queries = useQueryClient();
  const enter = () => {
    queries.clear();
    go('/', { replace: true });
  };
  return (
    <KeyForm byProvider={<ByProvider asksWhich={because === 'several'} />} onSigned={enter}>
      <h1>{words.title}</h1>
      <p className="soft">{because === undefined ? words.how : words.because[because]}</p>
    </KeyForm>
  );
}

/** A form and no call: the browser itself goes to the provider. */
function ByProvider({ asksWhich }: { readonly asksWhich: boolean }) {
  const words = useWords().session;
  const [workspace, setWorkspace] = useState('');
  const which = asksWhich && workspace.trim() !== '' ? `?workspace=${encodeURIComponent(workspace.trim())}` : '';
  return (
    <>
      {asksWhich && (
        <label className="field">
          <span className="label">{words.workspace}</span>
          <input maxLength={100} value={workspace} onChange={({ target }) => setWorkspace(target.value)} />
        </label>
      )}
      <a className="button main" href={`/oidc/start${which}`}>
        {words.byProvider}
      </a>
    </>
  );
}
