import type { ChainFact } from '../../domain/journey/chain-facts.ts';
import type { MessageFact } from '../../domain/journey/mailed.ts';

/**
 * In what way a fact of a chain is counted: by its channel first, and then by what the reason or the reaction was. Empty for
 * a message of a step with one channel.
 */
export function chainDetail(fact: ChainFact | MessageFact): string {
  switch (fact.what) {
    case 'attempted':
      return fact.channel;
    case 'opened':
    case 'clicked':
      return fact.channel ?? '';
    case 'passed-over':
      return `${fact.channel}/${fact.because}`;
    case 'reacted':
      return `${fact.channel}/${fact.by}`;
  }
}
