import type { getSegmentsContract } from '../../api/segments/get-segments.contract.ts';
import type { CallReply } from '../api/call.ts';
import { useFormat } from '../format/use-format.ts';
import { useWords } from '../words/words.tsx';

export type Reach = CallReply<typeof getSegmentsContract>['segments'][number]['reach'];

const CHANNELS = ['email', 'sms', 'telegram', 'push', 'mobile'] as const satisfies readonly (keyof Reach)[];

export const NO_REACH: Reach = { any: 0, email: 0, sms: 0, telegram: 0, push: 0, mobile: 0 };

/** By which channels people can be reached, such as "60 e-mail, 20 SMS"; those that reach nobody are left out. */
export function useReachText(): (reach: Reach) => string {
  const { by } = useWords().channels.reach;
  const { number } = useFormat();
  return (reach) =>
    CHANNELS.flatMap((channel) => (reach[channel] === 0 ? [] : [by[channel](number(reach[channel]))])).join(', ');
}
