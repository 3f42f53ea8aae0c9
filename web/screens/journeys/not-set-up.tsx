import { Suspense } from 'react';
import { Link } from 'wouter';
import { useSession } from '../../session/session-context.tsx';
import { useWords } from '../../words/words.tsx';
import { useChannels, type ChannelName } from '../data/channels/use-channels.ts';
import type { Step } from './definition.ts';
import { useSendingWords } from './sending-words.ts';

interface NotSetUpProps {
  readonly channels: readonly ChannelName[];
}

/**
 * Says which of these channels are not set up, so that what is sent by them reaches nobody. It keeps nothing from being
 * published: a channel may be set up later. Nothing of a sandbox, where everything goes into the mailbox.
 */
export function NotSetUp({ channels }: NotSetUpProps) {
  const { testClock } = useSession().workspace;
  const { data } = useChannels();
  const missing = (data?.channels ?? []).flatMap(({ channel, goesTo }) =>
    goesTo === 'mailbox' && channels.includes(channel) ? [channel] : [],
  );
  if (testClock || missing.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <Warning channels={missing} />
    </Suspense>
  );
}

function Warning({ channels }: NotSetUpProps) {
  const words = useSendingWords();
  const { names } = useWords().channels;
  return (
    <div className="notice" role="status">
      <p>
        ⚠ {words.notSetUp(channels.map((channel) => names[channel]).join(', '))}{' '}
        <Link href="/data/channels">{words.setUp}</Link>
      </p>
    </div>
  );
}

/** Every channel that something is sent by. */
export function channelsOf(steps: readonly Step[]): readonly ChannelName[] {
  return steps.flatMap((step) =>
    step.type === 'send' ? (step.channels?.map(({ channel }) => channel) ?? [step.channel ?? 'email']) : [],
  );
}
