import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { deleteUserSessionsContract } from '../../../../api/people/delete-user-sessions.contract.ts';
import type { getUsersContract } from '../../../../api/people/get-users.contract.ts';
import type { patchUserContract } from '../../../../api/people/patch-user.contract.ts';
import type { postUserLinkContract } from '../../../../api/people/post-user-link.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import type { Role } from '../../../session/session-context.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';
import { MadeLink } from './made-link.tsx';
import { RoleSelect } from './role-select.tsx';

type User = CallReply<typeof getUsersContract>['users'][number];

/** The people of the team, and what an admin does with them. */
export function Users() {
  const words = useWords().people;
  const users = useReply<typeof getUsersContract>('get /v1/users', {});
  return (
    <Asked reply={users}>
      {({ users: rows }) =>
        rows.length === 0 ? (
          <p className="notice">{words.nobody}</p>
        ) : (
          <Scrolls label={words.team}>
            <table className="list people">
              <thead>
                <tr>
                  {[words.columns.name, words.columns.role, words.columns.since].map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                  <th scope="col">
                    <span className="hidden-visually">{words.columns.action}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((user) => (
                  <Row key={user.id} user={user} />
                ))}
              </tbody>
            </table>
          </Scrolls>
        )
      }
    </Asked>
  );
}

function Row({ user }: { readonly user: User }) {
  const words = useWords().people;
  const format = useFormat();
  const queries = useQueryClient();
  const { id, name, email, role, active, since, you } = user;
  const change = useMutation({
    mutationFn: (body: { readonly role: Role } | { readonly active: true }) =>
      call<typeof patchUserContract>('patch /v1/users/:id', { params: { id }, body }),
    // Whoever changed themselves may see other pages from now on.
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <tr>
      <td className="who">
        <strong>{name}</strong>
        {you && <span className="chip quiet">{words.you}</span>}
        {!active && <span className="chip quiet">{words.inactive}</span>}
        {email !== null && <span className="block small soft">{email}</span>}
      </td>
      <td>
        <RoleSelect
          label={words.roleOf(name)}
          role={role}
          disabled={change.isPending || !active}
          choose={(wanted) => change.mutate({ role: wanted })}
        />
        {change.error && <Failure error={change.error} />}
      </td>
      <td className="nowrap">
        <time dateTime={since}>{format.date(since)}</time>
      </td>
      <td>
        <Deeds user={user} activate={() => change.mutate({ active: true })} />
      </td>
    </tr>
  );
}

/** A link to come back, out of all browsers, out of the team. */
function Deeds({ user: { id, name, active }, activate }: { readonly user: User; readonly activate: () => void }) {
  const words = useWords().people;
  const [asking, setAsking] = useState<'signOut' | 'deactivate' | null>(null);
  const params = { id };
  const link = useMutation({
    mutationFn: () => call<typeof postUserLinkContract>('post /v1/users/:id/link', { params }),
  });
  const close = () => setAsking(null);
  if (!active) {
    return (
      <span className="row deeds">
        <button className="button small" type="button" aria-label={words.activateOf(name)} onClick={activate}>
          {words.activate}
        </button>
      </span>
    );
  }
  return (
    <span className="row deeds">
      <button className="button small" type="button" aria-label={words.linkOf(name)} onClick={() => link.mutate()}>
        {words.link}
      </button>
      <button
        className="button small"
        type="button"
        aria-label={words.signOutOf(name)}
        onClick={() => setAsking('signOut')}
      >
        {words.signOut}
      </button>
      <button
        className="button small danger"
        type="button"
        aria-label={words.deactivateOf(name)}
        onClick={() => setAsking('deactivate')}
      >
        {words.deactivate}
      </button>
      {link.error && <Failure error={link.error} />}
      {link.data && <MadeLink title={words.linkOf(name)} link={link.data} close={link.reset} />}
      {asking === 'signOut' && (
        <Confirm
          title={words.signOutSurely(name)}
          text={words.signOutText}
          deed={words.signOut}
          act={() => call<typeof deleteUserSessionsContract>('delete /v1/users/:id/sessions', { params })}
          close={close}
        />
      )}
      {asking === 'deactivate' && (
        <Confirm
          title={words.deactivateSurely(name)}
          text={words.deactivateText}
          deed={words.deactivate}
          act={() => call<typeof patchUserContract>('patch /v1/users/:id', { params, body: { active: false } })}
          close={close}
        />
      )}
    </span>
  );
}
