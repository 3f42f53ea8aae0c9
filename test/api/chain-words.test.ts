import { expect, test } from 'vitest';
import { chainText } from '../../api/chain-sentences.ts';
import { channelResults } from '../../api/journeys/channel-results.ts';
import { SKIPPED } from '../../api/sentences.ts';
import type { StepResult } from '../../db/tallies/results-read.ts';
import type { ChainFact } from '../../domain/journey/chain-facts.ts';
import { journeyId, stepId } from '../../domain/ids.schema.ts';
import { DAY, HOUR, MINUTE } from '../../domain/time.ts';

const place = { journey: journeyId.parse('hello'), version: 1, enrolment: 1, step: stepId.parse('ask'), visit: 1 };
const attempted = { what: 'attempted', place, channel: 'email', until: 9 } as const;
const follows = (waited: number) => ({ channel: 'telegram', because: 'no-reaction', waited }) as const;

test.each<[ChainFact, string]>([
  [attempted, 'E-mail first, at step ask of hello'],
  [
    { ...attempted, score: 0.67 },
    'E-mail first (the best for them by what they reacted to: 0.67), at step ask of hello',
  ],
  [{ ...attempted, follows: follows(DAY) }, 'No reaction on Telegram within 1 day: e-mail next, at step ask of hello'],
  [
    { ...attempted, follows: follows(3 * HOUR) },
    'No reaction on Telegram within 3 hours: e-mail next, at step ask of hello',
  ],
  [
    { ...attempted, follows: follows(90 * MINUTE) },
    'No reaction on Telegram within 90 minutes: e-mail next, at step ask of hello',
  ],
  [
    { ...attempted, follows: { channel: 'sms', because: 'no-consent', waited: 1 } },
    'Consent on SMS was withdrawn: e-mail next, at step ask of hello',
  ],
  [
    { ...attempted, follows: { channel: 'push', because: 'not-reachable', waited: 1 } },
    'The address on push was lost: e-mail next, at step ask of hello',
  ],
  [
    { what: 'passed-over', place, channel: 'sms', because: 'no-consent' },
    'SMS passed over at step ask of hello because there is no consent',
  ],
  [
    { what: 'reacted', place, channel: 'telegram', by: 'purchase' },
    'Reacted to the message of step ask of hello on Telegram: bought after it',
  ],
])('what comes of a channel is told in a sentence: %j', (fact, said) => {
  expect(chainText(fact, SKIPPED)).toBe(said);
});

test('results tell each channel that had its turn, and nothing of a step with one', () => {
  const counted = (what: StepResult['what'], detail: string, times: number) => ({ step: 'ask', what, detail, times });
  const results = [
    counted('attempted', 'telegram', 4),
    counted('opened', 'telegram', 2),
    counted('reacted', 'telegram/open', 2),
    counted('reacted', 'telegram/purchase', 1),
    counted('passed-over', 'sms/no-consent', 3),
    counted('passed-over', 'sms/capped', 0),
  ];
  const passed = { channel: 'sms', sent: 0, opened: 0, clicked: 0, reacted: 0, reactions: [] };
  expect(channelResults(results, true)).toEqual([
    { ...passed, passedOver: [{ because: 'no-consent', times: 3 }] },
    {
      channel: 'telegram',
      sent: 4,
      opened: 2,
      clicked: 0,
      reacted: 3,
      reactions: [
        { by: 'open', times: 2 },
        { by: 'purchase', times: 1 },
      ],
      passedOver: [],
    },
  ]);
  expect(channelResults(results, false)[1]).toMatchObject({ opened: null, clicked: null, reacted: 3 });
  expect(channelResults([counted('opened', '', 3), counted('passed', '', 4)], true)).toEqual([]);
});
