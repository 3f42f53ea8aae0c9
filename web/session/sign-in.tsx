import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { postSessionContract } from '../../api/sessions/session.contract.ts';
import { call } from '../api/call.ts';
import { Failure } from '../ui/failure.tsx';
import { useTitle } from '../ui/use-title.ts';
import { useWords } from '../words/words.tsx';

/** Asks for a key, and leaves a cookie in the browser instead of it. */
export function SignIn() {
  const words = useWords().session;
  useTitle(words.title);
  const [search] = useSearchParams();
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
        <p className="soft">{search.get('because') === 'key' ? words.wrongLink : words.how}</p>
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
