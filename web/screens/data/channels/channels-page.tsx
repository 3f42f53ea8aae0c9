import { Link } from 'wouter';
import { Asked } from '../../../ui/asked.tsx';
import { ChannelCard } from './channel-card.tsx';
import { MailCard } from './mail-card.tsx';
import { useChannels } from './use-channels.ts';
import './channels.css';
import { useChannelWords } from './words.ts';

/** How messages leave the workspace: what is set up, what is paused and why, and who writes. */
export function ChannelsPage() {
  const words = useChannelWords();
  const channels = useChannels();
  return (
    <div className="stack">
      <p className="soft">
        {words.about} {words.caps}: <Link href="/data/policies">{words.toPolicies}</Link>
      </p>
      <Asked reply={channels}>
        {(reply) => (
          <div className="channel-grid">
            {reply.channels.map((channel) => (
              <ChannelCard key={channel.channel} channel={channel} />
            ))}
          </div>
        )}
      </Asked>
      <MailCard />
    </div>
  );
}
