import type { getMailSendingContract } from '../../../../api/mail/get-mail-sending.contract.ts';
import type { CallReply } from '../../../api/call.ts';
import { useReply } from '../../../api/use-reply.ts';
import { Asked } from '../../../ui/asked.tsx';
import { Secret } from '../../../ui/secret.tsx';
import { useChannelWords } from './words.ts';

type Sending = NonNullable<CallReply<typeof getMailSendingContract>['sending']>;

/** How mail leaves the installation, with the record that the DNS needs. It is set in the environment, so nothing is changed here. */
export function MailSending() {
  const words = useChannelWords().mail;
  const reply = useReply<typeof getMailSendingContract>('get /v1/mail/sending', {});
  return (
    <section className="stack">
      <h3>{words.sending}</h3>
      <Asked reply={reply} rows={2}>
        {({ sending }) => (sending === null ? <p className="soft">{words.nobodySaid}</p> : <Facts sending={sending} />)}
      </Asked>
    </section>
  );
}

function Facts({ sending: { from, returnPath, dkim } }: { readonly sending: Sending }) {
  const words = useChannelWords().mail;
  return (
    <div className="stack">
      <dl className="channel-facts">
        <dt>{words.from}</dt>
        <dd className="break">{from}</dd>
        <dt>{words.returnPath}</dt>
        <dd className="break">{returnPath ?? words.toSender}</dd>
      </dl>
      {dkim === null ? (
        <p className="small soft">{words.noDkim}</p>
      ) : (
        <>
          <p>{words.dkimHelp(dkim.domain)}</p>
          <dl className="channel-facts">
            <dt>{words.record.type}</dt>
            <dd>TXT</dd>
            <dt>{words.record.name}</dt>
            <dd>
              <Secret text={dkim.name} />
            </dd>
            <dt>{words.record.value}</dt>
            <dd>
              <Secret text={dkim.value} />
            </dd>
          </dl>
        </>
      )}
    </div>
  );
}
