import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { getUsersContract } from '../../../../api/people/get-users.contract.ts';
import type { patchUserContract } from '../../../../api/people/patch-user.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import type { Role } from '../../../session/session-context.tsx';
import { Asked } from '../../../ui/asked.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { Scrolls } from '../../../ui/scrolls.tsx';
import { useWords } from '../../../words/words.tsx';
import { RoleSelect } from './role-select.tsx';
import { UserDeeds } from './user-deeds.tsx';

export type User = CallReply<typeof getUsersContract>['users'][number];

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
        <UserDeeds user={user} activate={() => change.mutate({ active: true })} />
      </td>
    </tr>
  );
}
