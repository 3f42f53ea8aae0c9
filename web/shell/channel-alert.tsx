import { Link } from 'wouter';
import { useChannels } from '../screens/data/channels/use-channels.ts';
import { useWords } from '../words/words.tsx';

/** Says on every screen that a channel sends nothing, and leads to where that can be mended. */
export function ChannelAlert() {
  const words = useWords().channels;
  const { data } = useChannels();
  const paused = (data?.channels ?? []).flatMap(({ channel, paused: pause }) =>
    pause === null ? [] : [{ channel, reason: pause.reason }],
  );
  if (paused.length === 0) return null;
  return (
    <div className="live-strip" role="alert">
      {paused.map(({ channel, reason }) => (
        <p key={channel}>{words.alert.paused(words.names[channel], reason)}</p>
      ))}
      <Link href="/data/channels">{words.alert.see}</Link>
    </div>
  );
}
