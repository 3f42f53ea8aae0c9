import type { ReactNode } from 'react';
import { useFormat } from '../../../format/use-format.ts';
import type { ChannelNow } from './use-channels.ts';
import { useChannelWords } from './words.ts';

/** How a channel is set up. Of secrets only that they are there; who may not set it up is told less by the API. */
export function ChannelFacts({ channel }: { readonly channel: ChannelNow }) {
  const { facts, form } = useChannelWords();
  const format = useFormat();
  const { accountSid, from, url, botName, publicKey, subject, projectId, updates, secrets, perSecond, since, webhook } =
    channel;
  const names = new Map<string, string>(Object.entries(form.fields));
  // What makes itself has no name for people.
  const kept = secrets.flatMap((secret) => names.get(secret) ?? []);
  return (
    <dl className="channel-facts">
      <Fact name={facts.account} said={accountSid} />
      <Fact name={facts.from} said={from} />
      <Fact name={facts.url} said={url} />
      <Fact name={facts.bot} said={botName === undefined ? undefined : `@${botName}`} />
      <Fact name={facts.updates} said={updates === 'poll' ? facts.poll : undefined} />
      <Fact name={facts.project} said={projectId} />
      <Fact name={facts.subject} said={subject} />
      <Fact name={facts.publicKey} said={publicKey} />
      <Fact name={facts.secrets} said={kept.length === 0 ? undefined : facts.secretSet(kept.join(', '))} />
      <Fact name={facts.limit} said={channel.channel === 'email' ? facts.noLimit : facts.perSecond(perSecond)} />
      <Fact
        name={facts.since}
        said={since === null ? undefined : <time dateTime={since}>{format.dateTime(since)}</time>}
      />
      <Fact name={facts.webhook} said={webhook === null ? undefined : <code className="break">{webhook}</code>} />
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  /** Nothing is shown where it is not said. */
  readonly said: ReactNode | undefined;
}

function Fact({ name, said }: FactProps) {
  if (said === undefined) return null;
  return (
    <div className="pair">
      <dt>{name}</dt>
      <dd className="break">{said}</dd>
    </div>
  );
}
