import { describe, expect, test } from 'vitest';
import { questionBySms } from '../../../domain/channels/confirm-sms.ts';
import { smsLength } from '../../../domain/channels/sms-length.ts';
import { agreedBy, askedBy } from '../../../domain/channels/stop-words.ts';
import { answered, standingOf, type Question } from '../../../domain/policy/confirmation.ts';

const NOW = 1_000;

describe('a request for a consent', () => {
  const bySms = { expiresAt: 2_000, sms: { since: 500 } };

  test.each([
    ['open until it is answered', bySms, null, 'open'],
    ['expired at the very instant at which it ends', { ...bySms, expiresAt: NOW }, null, 'expired'],
    ['confirmed, also after its time', { ...bySms, expiresAt: 900, confirmedAt: 800 }, null, 'confirmed'],
    ['not ended by a withdrawal from before it', bySms, 499, 'open'],
    ['ended by a withdrawal since', bySms, 500, 'withdrawn'],
    ['ended by one after it was confirmed', { ...bySms, confirmedAt: 600 }, 700, 'withdrawn'],
    ['of a link, which is pressed later than anything', { expiresAt: 2_000 }, 700, 'open'],
  ] as const)('is %s', (_, request, withdrawnAt, standing) => {
    expect(standingOf(request, withdrawnAt, NOW)).toBe(standing);
  });

  test('is answered by a yes where it is open and went out, the last one first', () => {
    const first: Question = { standing: 'open', attempts: 1, requestedAt: 1 };
    const last: Question = { standing: 'open', attempts: 1, requestedAt: 2 };
    const others: readonly Question[] = [
      { standing: 'open', attempts: 0, requestedAt: 9 },
      { standing: 'confirmed', attempts: 1, requestedAt: 8 },
      { standing: 'expired', attempts: 1, requestedAt: 7 },
      { standing: 'withdrawn', attempts: 1, requestedAt: 6 },
    ];
    expect(answered([first, ...others, last])).toBe(last);
    expect(answered(others)).toBeUndefined();
  });
});

describe('a word for yes', () => {
  test.each([
    ['YES', 'yes'],
    [' Yes! ', 'yes'],
    ['EVET', 'evet'],
    ['Onaylıyorum', 'onayliyorum'],
    ['KABUL EDİYORUM', 'kabul ediyorum'],
    ['Onay', 'onay'],
    ['START', 'start'],
    ['yes but who are you', null],
    ['ok', null],
    ['no', null],
    ['hayır', null],
    ['STOP', null],
    ['HELP', null],
    ['', null],
  ])('%s agrees as %s', (text, word) => {
    expect(agreedBy(text)).toBe(word);
  });

  test('asks for nothing without a question, but for the words of START', () => {
    expect(['yes', 'evet', 'kabul', 'istiyorum'].map(askedBy)).toEqual([null, null, null, null]);
    expect(['start', 'onay'].map(askedBy)).toEqual(['start', 'start']);
  });
});

describe('the question by SMS', () => {
  const said = (language: string, purpose: 'marketing' | 'service' = 'marketing') =>
    questionBySms({ company: 'Tea & Sons', purpose, language });

  test('is in the language of its reader, and names who asks, yes and no', () => {
    expect(said('en-GB')).toBe(
      'Tea & Sons: reply YES to get offers and news from us by SMS, or STOP to get none. Without your reply nothing is sent.',
    );
    expect(said('tr-TR')).toMatch(/^Tea & Sons: .*fırsat ve haber.* EVET, .* RET /);
    expect([said('de', 'service'), said('tr', 'service')]).toEqual([
      expect.stringContaining('news about your orders'),
      expect.stringContaining('sipariş haberi'),
    ]);
  });

  test('fits into one segment in English and two in Turkish', () => {
    expect([smsLength(said('en')).segments, smsLength(said('tr')).segments]).toEqual([1, 2]);
  });
});
