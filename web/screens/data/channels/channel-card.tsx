import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { postChannelResumeContract } from '../../../../api/channels/post-channel-resume.contract.ts';
import { call } from '../../../api/call.ts';
import { useFormat } from '../../../format/use-format.ts';
import { OnlyFor } from '../../../session/allowed.tsx';
import { useSession } from '../../../session/session-context.tsx';
import { Card } from '../../../ui/card.tsx';
import { Failure } from '../../../ui/failure.tsx';
import { useSpeech, useWords } from '../../../words/words.tsx';
import { ChannelFacts } from './channel-facts.tsx';
import { ChannelForm } from './channel-form.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import { TestMessage } from './test-message.tsx';
import type { ChannelNow } from './use-channels.ts';
import { useChannelWords } from './words.ts';

type Doing = 'setting up' | 'testing' | 'pausing';

/** One channel: whether it sends and where to, and what can be done about it. */
export function ChannelCard({ channel: now }: { readonly channel: ChannelNow }) {
  const words = useChannelWords();
  const { names } = useWords().channels;
  const [doing, setDoing] = useState<Doing | null>(null);
  const { channel, goesTo, paused, setUpBy, provider } = now;
  const name = names[channel];
  const isSetUp = channel === 'email' ? goesTo === 'provider' : provider !== null;
  const close = () => setDoing(null);
  return (
    <Card title={name} about={<State channel={now} isSetUp={isSetUp} />}>
      {paused && <Paused channel={now} paused={paused} />}
      <Says channel={now} isSetUp={isSetUp} />
      <ChannelFacts channel={now} />
      <p className="row">
        {setUpBy === 'call' && (
          <OnlyFor to="admin">
            <button
              className="button"
              type="button"
              aria-label={isSetUp ? words.changeOf(name) : words.setUpOf(name)}
              onClick={() => setDoing('setting up')}
            >
              {isSetUp ? words.change : words.setUp}
            </button>
          </OnlyFor>
        )}
        <OnlyFor to="operator">
          <button className="button" type="button" aria-label={words.testOf(name)} onClick={() => setDoing('testing')}>
            {words.test}
          </button>
          {paused === null && (
            <button
              className="button"
              type="button"
              aria-label={words.pauseOf(name)}
              onClick={() => setDoing('pausing')}
            >
              {words.pause}
            </button>
          )}
        </OnlyFor>
      </p>
      {doing === 'setting up' && <ChannelForm channel={now} close={close} />}
      {doing === 'testing' && <TestMessage channel={channel} close={close} />}
      {doing === 'pausing' && <PauseDialog channel={channel} close={close} />}
    </Card>
  );
}

interface SetUpProps {
  readonly channel: ChannelNow;
  readonly isSetUp: boolean;
}

function State({ channel: { goesTo, paused }, isSetUp }: SetUpProps) {
  const { states } = useChannelWords();
  if (paused !== null) return <span className="chip warn">{states.paused}</span>;
  if (goesTo === 'provider') return <span className="chip">{states.on}</span>;
  return <span className="chip quiet">{isSetUp ? states.mailbox : states.off}</span>;
}

/** Where its messages go, and who can change that. */
function Says({ channel: { channel, goesTo, provider, setUpBy }, isSetUp }: SetUpProps) {
  const words = useChannelWords();
  const { testClock } = useSession().workspace;
  const { language } = useSpeech();
  const providers = new Map<string, string>(Object.entries(words.providers));
  const by = provider === null ? '' : (providers.get(provider) ?? provider);
  return (
    <div className="stack">
      {goesTo === 'provider' ? (
        <p>{words.says.on(by)}</p>
      ) : (
        <p>
          {testClock || isSetUp ? words.says.mailbox : words.says.off}{' '}
          <a href={`/mailbox?language=${language}`}>{words.toMailbox}</a>
        </p>
      )}
      {setUpBy === 'nobody' && <p className="small soft">{words.noKey}</p>}
      {channel === 'email' && goesTo === 'mailbox' && !testClock && <p className="small soft">{words.byEnvironment}</p>}
    </div>
  );
}

interface PausedProps {
  readonly channel: ChannelNow;
  readonly paused: NonNullable<ChannelNow['paused']>;
}

/** Since when and why nothing goes out, and the button that ends it. */
function Paused({ channel: { channel }, paused }: PausedProps) {
  const words = useChannelWords();
  const { names } = useWords().channels;
  const format = useFormat();
  const queries = useQueryClient();
  const resume = useMutation({
    mutationFn: () =>
      call<typeof postChannelResumeContract>('post /v1/channels/:id/resume', { params: { id: channel } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['get /v1/channels'] }),
  });
  return (
    <div className="notice error">
      <p>
        <strong>{words.pausedSince(format.dateTime(paused.at))}</strong>: {paused.reason}
      </p>
      <p className="small">{words.pausedHelp}</p>
      {resume.error && <Failure error={resume.error} />}
      <OnlyFor to="operator">
        <p>
          <button
            className="button main"
            type="button"
            aria-label={words.resumeOf(names[channel])}
            disabled={resume.isPending}
            onClick={() => resume.mutate()}
          >
            {words.resume}
          </button>
        </p>
      </OnlyFor>
    </div>
  );
}
