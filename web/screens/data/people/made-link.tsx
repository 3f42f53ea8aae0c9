import type { postInvitationsContract } from '../../../../api/people/post-invitations.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useFormat } from '../../../format/use-format.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Secret } from '../../../ui/secret.tsx';
import { useWords } from '../../../words/words.tsx';

interface MadeLinkProps {
  readonly title: string;
  readonly link: CallReply<typeof postInvitationsContract>;
  readonly close: () => void;
}

/** A link, this one time: it is kept nowhere. */
export function MadeLink({ title, link: { path, endsAt }, close }: MadeLinkProps) {
  const words = useWords().people;
  const format = useFormat();
  return (
    <Dialog title={title} close={close}>
      <p>{words.linkOnce(format.dateTime(endsAt))}</p>
      <Secret text={`${window.location.origin}${path}`} />
    </Dialog>
  );
}
