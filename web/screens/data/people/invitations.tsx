import { useState } from 'react';
import type { deleteInvitationContract } from '../../../../api/people/delete-invitation.contract.ts';
import type { getInvitationsContract } from '../../../../api/people/get-invitations.contract.ts';
import { call, type CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { useWords } from '../../../words/words.tsx';

type Invitation = CallReply<typeof getInvitationsContract>['invitations'][number];

/** Links that nobody has opened yet. */
export function Invitations() {
  const words = useWords().people;
  const invitations = useReply<typeof getInvitationsContract>('get /v1/invitations', {});
  const [ending, setEnding] = useState<Invitation | null>(null);
  return (
    <>
      <Asked reply={invitations} rows={2}>
        {({ invitations: rows }) =>
          rows.length === 0 ? (
            <p className="soft small">{words.noInvitations}</p>
          ) : (
            <ul className="invitations">
              {rows.map((row) => (
                <Line key={row.id} invitation={row} withdraw={() => setEnding(row)} />
              ))}
            </ul>
          )
        }
      </Asked>
      {ending && (
        <Confirm
          title={words.withdrawSurely}
          text={words.withdrawText}
          deed={words.withdraw}
          act={() => call<typeof deleteInvitationContract>('delete /v1/invitations/:id', { params: { id: ending.id } })}
          close={() => setEnding(null)}
        />
      )}
    </>
  );
}

function Line({ invitation, withdraw }: { readonly invitation: Invitation; readonly withdraw: () => void }) {
  const words = useWords();
  const format = useFormat();
  const { email, name, role, madeAt, endsAt } = invitation;
  const whom = [name, email].filter((each) => each !== null).join(', ') || words.people.somebody;
  return (
    <li className="row">
      <span className="grow break">
        <strong>{whom}</strong> · {words.session.roles[role]}
        <span className="block small soft">
          {words.people.invitedUntil(format.date(madeAt), format.dateTime(endsAt))}
        </span>
      </span>
      <button className="button small" type="button" aria-label={words.people.withdrawOf(whom)} onClick={withdraw}>
        {words.people.withdraw}
      </button>
    </li>
  );
}
