import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { deleteUserContract } from '../../../../api/people/delete-user.contract.ts';
import type { deleteUserSessionsContract } from '../../../../api/people/delete-user-sessions.contract.ts';
import type { patchUserContract } from '../../../../api/people/patch-user.contract.ts';
import type { postUserLinkContract } from '../../../../api/people/post-user-link.contract.ts';
import { call } from '../../../api/call.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useWords } from '../../../words/words.tsx';
import { MadeLink } from './made-link.tsx';
import type { User } from './users.tsx';

type Asking = 'signOut' | 'deactivate' | 'remove';

interface UserDeedsProps {
  readonly user: User;
  readonly activate: () => void;
}

/** A link to come back, out of all browsers, out of the team for a while or for good. */
export function UserDeeds({ user, activate }: UserDeedsProps) {
  const words = useWords().people;
  const [asking, setAsking] = useState<Asking | null>(null);
  const { id, name, active } = user;
  const link = useMutation({
    mutationFn: () => call<typeof postUserLinkContract>('post /v1/users/:id/link', { params: { id } }),
  });
  return (
    <span className="row deeds">
      {active ? (
        <>
          <Deed text={words.link} of={words.linkOf(name)} act={() => link.mutate()} />
          <Deed text={words.signOut} of={words.signOutOf(name)} act={() => setAsking('signOut')} />
          <Deed danger text={words.deactivate} of={words.deactivateOf(name)} act={() => setAsking('deactivate')} />
        </>
      ) : (
        <Deed text={words.activate} of={words.activateOf(name)} act={activate} />
      )}
      <Deed danger text={words.remove} of={words.removeOf(name)} act={() => setAsking('remove')} />
      {link.error && <Failure error={link.error} />}
      {link.data && <MadeLink title={words.linkOf(name)} link={link.data} close={link.reset} />}
      {asking && <Surely user={user} asking={asking} close={() => setAsking(null)} />}
    </span>
  );
}

interface DeedProps {
  readonly text: string;
  /** For whom the text alone would not say of whom it is. */
  readonly of: string;
  readonly danger?: boolean;
  readonly act: () => void;
}

function Deed({ text, of, danger = false, act }: DeedProps) {
  return (
    <button className={danger ? 'button small danger' : 'button small'} type="button" aria-label={of} onClick={act}>
      {text}
    </button>
  );
}

interface SurelyProps {
  readonly user: User;
  readonly asking: Asking;
  readonly close: () => void;
}

function Surely({ user: { id, name }, asking, close }: SurelyProps) {
  const words = useWords().people;
  const params = { id };
  const questions = {
    signOut: {
      title: words.signOutSurely(name),
      text: words.signOutText,
      deed: words.signOut,
      act: () => call<typeof deleteUserSessionsContract>('delete /v1/users/:id/sessions', { params }),
    },
    deactivate: {
      title: words.deactivateSurely(name),
      text: words.deactivateText,
      deed: words.deactivate,
      act: () => call<typeof patchUserContract>('patch /v1/users/:id', { params, body: { active: false } }),
    },
    remove: {
      title: words.removeSurely(name),
      text: words.removeText,
      deed: words.remove,
      act: () => call<typeof deleteUserContract>('delete /v1/users/:id', { params }),
    },
  };
  return <Confirm {...questions[asking]} close={close} />;
}
