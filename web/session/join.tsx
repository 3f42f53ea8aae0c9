import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import type { getJoinContract, postJoinContract } from '../../api/people/join.contract.ts';
import { call, type CallReply } from '../api/call.ts';
import { useReply } from '../api/use-reply.ts';
import { Asked } from '../ui/asked.tsx';
import { Failure } from '../ui/failure.tsx';
import { useTitle } from '../ui/use-title.ts';
import { useWords } from '../words/words.tsx';

/** What an invitation opens, and the link for somebody who comes back: nothing is used up before they say so. */
export function Join() {
  const words = useWords().session;
  useTitle(words.join.title);
  const { token } = useParams<{ token: string }>();
  const link = useReply<typeof getJoinContract>('get /v1/join/:token', { params: { token } });
  return (
    <main className="alone">
      <div className="card stack">
        <h1>{words.join.title}</h1>
        <Asked reply={link} rows={3}>
          {(found) => <JoinForm token={token} link={found} />}
        </Asked>
        {link.error && (
          <p className="small">
            <Link href="/sign-in">{words.join.byKey}</Link>
          </p>
        )}
      </div>
    </main>
  );
}

interface JoinFormProps {
  readonly token: string;
  readonly link: CallReply<typeof getJoinContract>;
}

function JoinForm({ token, link }: JoinFormProps) {
  const words = useWords().session;
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [name, setName] = useState(link.name ?? '');
  const isNew = link.for === 'invitation';
  const join = useMutation({
    mutationFn: () => {
      const body = isNew ? { name } : {};
      return call<typeof postJoinContract>('post /v1/join/:token', { params: { token }, body });
    },
    onSuccess: () => {
      queries.clear();
      go('/', { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    join.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>
        {isNew
          ? words.join.invited(link.workspace, words.roles[link.role])
          : words.join.back(link.name ?? '', link.workspace)}
      </p>
      {isNew && (
        <label className="field">
          <span className="label">{words.join.name}</span>
          <input
            name="name"
            autoComplete="name"
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <span className="hint">{words.join.nameHint}</span>
        </label>
      )}
      {join.error && <Failure error={join.error} />}
      <button className="button main" type="submit" disabled={join.isPending}>
        {isNew ? words.join.enter : words.signIn}
      </button>
    </form>
  );
}
