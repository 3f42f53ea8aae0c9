import type { JourneyInput } from '../../domain/journey/definition/definition.schema.ts';
import { aJourney } from '../builders.ts';

const place = (id: string): JourneyInput['steps'][number] => ({
  id,
  type: 'place',
  placement: 'banner',
  slot: 'home',
  title: 'Good to see you',
  body: 'A few things have arrived since you were here.',
});

/** Asks for more at once than a customer may have in flight. */
export const MANY_BANNERS = aJourney({
  id: 'many-banners',
  enter: { on: 'event', event: 'refund', again: '30d' },
  steps: Array.from({ length: 30 }, (_, n) => place(`banner-${n}`)),
});

/** Whoever is asked comes in, again and again. */
export const LAUNCHED = aJourney({
  id: 'launched',
  enter: { on: 'launch', again: 'always' },
  exit: [{ on: 'event', event: 'refund' }],
  steps: [place('come'), { id: 'rest', type: 'wait', for: '3h' }, place('gone')],
});

/** Shows, waits and writes in turn. */
export const IN_TURN = aJourney({
  id: 'in-turn',
  enter: { on: 'event', event: 'purchase', again: '2h' },
  exit: [{ on: 'silence', stage: 'lapsed' }],
  steps: [
    place('first'),
    { id: 'a-while', type: 'wait', for: '90m' },
    { id: 'mail', type: 'send', channel: 'email', subject: 'Hello', body: '<p>Hello</p>' },
    { id: 'longer', type: 'wait', for: '2d', until: { on: 'event', event: 'refund' } },
    place('second'),
  ],
});
