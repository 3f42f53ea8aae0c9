import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postInvitationsContract } from '../../../../api/people/post-invitations.contract.ts';
import { call } from '../../../api/call.ts';
import type { Role } from '../../../session/session-context.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useWords } from '../../../words/words.tsx';
import { MadeLink } from './made-link.tsx';
import { RoleSelect } from './role-select.tsx';

/** Makes an invitation, and shows its link this one time. */
export function Invite() {
  const words = useWords().people;
  const queries = useQueryClient();
  const [role, setRole] = useState<Role>('marketer');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const invite = useMutation({
    mutationFn: () => {
      const body = { role, ...given('name', name), ...given('email', email) };
      return call<typeof postInvitationsContract>('post /v1/invitations', { body });
    },
    onSuccess: () => {
      setName('');
      setEmail('');
      void queries.invalidateQueries({ queryKey: ['get /v1/invitations'] });
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        invite.mutate();
      }}
    >
      <div className="columns">
        <label className="field">
          <span className="label">{words.role}</span>
          <RoleSelect role={role} choose={setRole} />
          <span className="hint">{words.roleHints[role]}</span>
        </label>
        <label className="field">
          <span className="label">{words.name}</span>
          <input maxLength={80} autoComplete="off" value={name} onChange={({ target }) => setName(target.value)} />
          <span className="hint">{words.nameHint}</span>
        </label>
        <label className="field">
          <span className="label">{words.email}</span>
          <input
            type="email"
            maxLength={254}
            autoComplete="off"
            value={email}
            onChange={({ target }) => setEmail(target.value)}
          />
          <span className="hint">{words.emailHint}</span>
        </label>
      </div>
      {invite.error && <Failure error={invite.error} />}
      <p>
        <button className="button main" type="submit" disabled={invite.isPending}>
          {words.invite}
        </button>
      </p>
      {invite.data && <MadeLink title={words.invitationMade} link={invite.data} close={invite.reset} />}
    </form>
  );
}

function given<Name extends string>(name: Name, text: string): { readonly [Key in Name]?: string } {
  const kept: { [Key in Name]?: string } = {};
  if (text.trim() !== '') kept[name] = text.trim();
  return kept;
}
