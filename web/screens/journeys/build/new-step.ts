import type { Words } from '../../../words/words.tsx';
import type { Kind, Step } from '../definition.ts';
import { OVER } from '../edit/links.ts';
import { freshCondition } from './forms/condition-field.tsx';

/** The kinds in the order in which they are offered. */
export const KINDS: readonly Kind[] = [
  'send',
  'place',
  'wait',
  'branch',
  'split',
  'set',
  'enter',
  'grant',
  'quest',
  'webhook',
  'stop',
];

/** A new step of a kind, as whole as can be. Its ways lead on with the way into which it is put. */
export function newStep(kind: Kind, words: Words['build']['newStep']): Step {
  const mail = `<p>${words.greeting}</p>\n<p></p>\n<p><small><a href="{{ unsubscribe_url }}">${words.unsubscribe}</a></small></p>`;
  switch (kind) {
    case 'send':
      return { id: 'mail', type: 'send', channel: 'email', subject: words.subject, body: mail };
    case 'place':
      return {
        id: 'banner',
        type: 'place',
        placement: 'banner',
        slot: 'home',
        title: words.titled,
        body: words.placed,
        for: '7d',
      };
    case 'wait':
      return { id: 'wait', type: 'wait', for: '3d' };
    case 'branch':
      return { id: 'branch', type: 'branch', paths: [{ when: freshCondition(), next: OVER }] };
    case 'split':
      return {
        id: 'split',
        type: 'split',
        arms: ['a', 'b'].map((name) => ({ name, weight: 1, next: OVER })),
      };
    case 'set':
      return { id: 'set', type: 'set', attribute: 'stage', value: 'new' };
    case 'enter':
      return { id: 'ask-in', type: 'enter', journey: '' };
    case 'grant':
      return { id: 'reward', type: 'grant', reward: { give: 'points', points: 100 } };
    case 'quest':
      return { id: 'quest', type: 'quest', quest: '' };
    case 'stop':
      return { id: 'stop', type: 'stop', reason: words.reason };
    case 'webhook':
      return { id: 'call', type: 'webhook', url: 'https://example.com/hook', for: '3d' };
  }
}
