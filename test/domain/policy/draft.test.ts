import { describe, expect, test } from 'vitest';
import { policiesDraft } from '../../../domain/policy/draft.schema.ts';
import { readShape } from '../../../domain/input/shape-problems.ts';

const DRAFT = {
  caps: { champions: { messages: 6, days: 7 } },
  otherwise: { messages: 3, days: 7 },
  quietHours: { from: '21:00', to: '08:30' },
  holdAtMostHours: 24,
  holdout: null,
};

function faultsOf(given: object): readonly string[] {
  const read = readShape(policiesDraft, { ...DRAFT, ...given });
  return 'problems' in read ? read.problems.map(({ path, message }) => `${path}: ${message}`) : [];
}

describe('policies', () => {
  test('are given back as they are written, with the salt that a holdout starts with', () => {
    expect(policiesDraft.parse(DRAFT)).toEqual(DRAFT);
    expect(policiesDraft.parse({ ...DRAFT, holdout: { percent: 2.5 } }).holdout).toEqual({
      percent: 2.5,
      salt: 'holdout',
    });
  });

  test('may have neither quiet hours nor messages', () => {
    expect(faultsOf({ quietHours: null, otherwise: { messages: 0, days: 31 } })).toEqual([]);
  });

  test.each([
    [
      'an hour that clocks do not have',
      { quietHours: { from: '24:00', to: '08:00' } },
      'quietHours.from: a time of day is HH:MM, such as 21:00',
    ],
    [
      'an hour of one digit',
      { quietHours: { from: '21:00', to: '8:00' } },
      'quietHours.to: a time of day is HH:MM, such as 21:00',
    ],
    ['too many messages', { otherwise: { messages: 51, days: 7 } }, 'otherwise.messages: at most 50 messages'],
    ['a window of more than a month', { otherwise: { messages: 1, days: 32 } }, 'otherwise.days: at most 31 days'],
    ['part of a message', { otherwise: { messages: 1.5, days: 7 } }, 'otherwise.messages: a whole number of messages'],
    [
      'a country by its name',
      { quietHoursIn: { Germany: { all: null } } },
      'quietHoursIn.Germany: a country is two capital letters, such as TR or US',
    ],
    [
      'an hour that clocks do not have in a country',
      { quietHoursIn: { US: { sms: { from: '20:00', to: '25:00' } } } },
      'quietHoursIn.US.sms.to: a time of day is HH:MM, such as 21:00',
    ],
    ['a hold of more than a week', { holdAtMostHours: 169 }, 'holdAtMostHours: at most 168 hours, which is a week'],
    [
      'a holdout of nobody',
      { holdout: { percent: 0 } },
      'holdout.percent: more than 0; to hold out nobody, send null instead of the holdout',
    ],
    ['a holdout of most', { holdout: { percent: 51 } }, 'holdout.percent: at most 50'],
    [
      'a salt with a space',
      { holdout: { percent: 5, salt: 'a b' } },
      'holdout.salt: a salt is 1 to 40 lower-case letters, digits or hyphens',
    ],
  ])('are refused with %s', (_, given, fault) => {
    expect(faultsOf(given)).toEqual([fault]);
  });
});
