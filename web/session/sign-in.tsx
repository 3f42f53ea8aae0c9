import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { getSignInContract } from '../../api/sessions/get-sign-in.contract.ts';
import type { postSessionContract } from '../../api/sessions/session.contract.ts';
import { call } from '../api/call.ts';
import { useReply } from '../api/use-reply.ts';
import { Failure } from '../ui/failure.tsx';
import { useTitle } from '../ui/use-title.ts';
import { useWords } from '../words/words.tsx';

/** Why a link or a provider did not let somebody in; it stands in the address. */
const BECAUSE = ['key', 'provider', 'unverified', 'unknown', 'several'] as const;

/** Asks for a key, and leaves a cookie in the browser instead of it. */
export function SignIn() {
  const words = useWords().session;
  useTitle(words.title);
  const [search] = useSearchParams();
  const because = BECAUSE.find((each) => each === search.get('because'));
  const ways = useReply<typeof getSignInContract>('get /v1/sign-in', {});
  const [, go] = useLocation();
  const queries = useQueryClient();
  const [key, setKey] = useState('');
  const signIn = useMutation({
    mutationFn: (given: string) =>
      call<typeof postSessionContract>('post /v1/session', {}, { headers: { Authorization: `Bearer ${given}` } }),
    onSuccess: () => {
      queries.clear();
      go('/', { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(key.trim());
  };
  return (
    <main className="alone">
      <form className="card stack" onSubmit={submit}>
        <h1>{words.title}</h1>
        <p className="soft">{because === undefined ? words.how : words.because[because]}</p>
        {ways.data?.provider === true && <ByProvider asksWhich={because === 'several'} />}
        <label className="field">
          <span className="label">{words.key}</span>
          <input
            type="password"
            name="key"
            autoComplete="current-password"
            required
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        </label>
        {signIn.error && <Failure error={signIn.error} />}
        <button className="button main" type="submit" disabled={signIn.isPending}>
          {words.signIn}
        </button>
      </form>
    </main>
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
