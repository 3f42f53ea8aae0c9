import type { getMovesContract } from '../../../api/segments/get-moves.contract.ts';
import type { CallReply } from '../../api/call.ts';
import { useWords } from '../../words/words.tsx';

type Cause = CallReply<typeof getMovesContract>['moves'][number]['cause'];

/** @returns why somebody moved, in the language of the pages */
export function useCauseText(): (cause: Cause) => string {
  const words = useWords().segments.moves;
  return ({ by, event, because, text }) => {
    if (by === 'rules') return words.rules;
    if (event !== undefined) return words.after(event.type);
    return because === undefined ? text : words.silence[because];
  };
}
