import { CHANNELS, type Channel } from '../../domain/channels/channel.ts';
import type { StepResult } from '../../db/tallies/results-read.ts';

interface ChannelResult {
  readonly channel: Channel;
  readonly sent: number;
  readonly opened: number | null;
  readonly clicked: number | null;
  readonly reacted: number;
  readonly reactions: { readonly by: string; readonly times: number }[];
  readonly passedOver: { readonly because: string; readonly times: number }[];
}

/**
 * What came of each channel of a step that has several, in the order of all channels; those that had their turn.
 * @param known whether anybody has told of opens and clicks
 */
export function channelResults(results: readonly StepResult[], known: boolean): ChannelResult[] {
  return CHANNELS.flatMap((channel) => {
    const own = results.filter(({ detail }) => detail.split('/')[0] === channel);
    const ofChain = (what: StepResult['what']) => own.filter((one) => one.what === what);
    const timesOf = (what: StepResult['what']) => ofChain(what).reduce((sum, { times }) => sum + times, 0);
    const reactions = ofChain('reacted').map(({ detail, times }) => ({ by: reasonIn(detail), times }));
    const passedOver = ofChain('passed-over').map(({ detail, times }) => ({ because: reasonIn(detail), times }));
    const sent = timesOf('attempted');
    if (sent === 0 && passedOver.length === 0) return [];
    return [
      {
        channel,
        sent,
        opened: known ? timesOf('opened') : null,
        clicked: known ? timesOf('clicked') : null,
        reacted: timesOf('reacted'),
        reactions: reactions.filter(isCounted).toSorted(mostFirst),
        passedOver: passedOver.filter(isCounted).toSorted(mostFirst),
      },
    ];
  });
}

function reasonIn(detail: string): string {
  return detail.split('/').slice(1).join('/');
}

function isCounted({ times }: { readonly times: number }): boolean {
  return times > 0;
}

function mostFirst(a: { readonly times: number }, b: { readonly times: number }): number {
  return b.times - a.times;
}
