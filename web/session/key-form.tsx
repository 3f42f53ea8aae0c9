import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { getSignInContract } from '../../api/sessions/get-sign-in.contract.ts';
import type { postSessionContract } from '../../api/sessions/session.contract.ts';
import { call } from '../api/call.ts';
import { useReply } from '../api/use-reply.ts';
import { Failure } from '../ui/failure.tsx';
import { useWords } from '../words/words.tsx';

interface KeyFormProps {
  /** What stands above the field. */
  readonly children: ReactNode;
  /** The way to an identity provider, where there is one. */
  readonly byProvider: ReactNode;
  readonly onSigned: () => void;
}

/** Asks for a key, and leaves a cookie in the browser instead of it. */
export function KeyForm({ children, byProvider, onSigned }: KeyFormProps) {
  const words = useWords().session;
  const ways = useReply<typeof getSignInContract>('get /v1/sign-in', {});
  const [key, setKey] = useState('');
  const signIn = useMutation({
    mutationFn: (given: string) =>
      call<typeof postSessionContract>('post /v1/session', {}, { headers: { Authorization: `Bearer ${given}` } }),
    onSuccess: onSigned,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(key.trim());
  };
  return (
    <main className="alone">
      <form className="card stack" onSubmit={submit}>
        {children}
        {ways.data?.provider === true && byProvider}
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
