import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countryNamed, countryOfNumber } from '../../../domain/channels/country.ts';
import { businessDaysAfter } from '../../../domain/iys/business-days.ts';
import {
  afterAsked,
  afterResult,
  afterUpload,
  afterWord,
  isOverdue,
  newsIn,
  standingOf,
  type IysConsent,
  type IysStatus,
} from '../../../domain/iys/consent.ts';
import { isConcerned, recipientTypeOf, type IysRules } from '../../../domain/iys/settings.ts';
import { iysStanding, registerDate } from '../../../domain/iys/wire.schema.ts';
import { DAY, HOUR, MINUTE } from '../../../domain/time.ts';
import { at } from '../../builders.ts';

const THEN = at('2026-03-02T09:00:00Z');
const granted = { status: 'ONAY', at: THEN } as const;
const withdrawn = { status: 'RET', at: THEN + HOUR } as const;
const known = (status: IysStatus, when: number) => ({ status, at: when, transactionId: null });

describe('a consent', () => {
  test('is asked about, uploaded, answered, and asked about again a day later', () => {
    const asked = afterWord(null, granted, THEN);
    expect(asked).toMatchObject({ state: 'asking', nextAt: THEN });
    const due = afterAsked(asked, null, THEN);
    expect(due).toMatchObject({ state: 'due', nextAt: THEN });
    const sent = afterUpload(due, { id: 'r', index: 1 }, THEN);
    expect(sent).toMatchObject({ state: 'sent', nextAt: THEN + MINUTE });
    expect(afterResult(sent, { is: 'waiting' }, THEN + MINUTE)).toEqual({ ...sent, nextAt: THEN + 2 * MINUTE });
    const taken = afterResult(sent, { is: 'taken', transactionId: 't' }, THEN);
    expect(taken).toEqual({
      word: granted,
      deadline: businessDaysAfter(THEN, 3),
      known: { ...granted, transactionId: 't' },
      state: 'settled',
      nextAt: THEN + DAY,
    });
    expect([asked, due, sent, taken].map(standingOf)).toEqual(['waiting', 'waiting', 'waiting', 'confirmed']);
    expect(standingOf(null)).toBe('waiting');
  });

  test('that the register refuses says why, and is tried again only when something is said', () => {
    const sent = afterUpload(afterWord(null, granted, THEN), { id: 'r', index: 1 }, THEN);
    const refused = afterResult(sent, { is: 'refused', reason: 'H155' }, THEN);
    expect(refused).toMatchObject({ state: 'refused', reason: 'H155', nextAt: null });
    expect(standingOf(refused)).toBe('refused');
    expect(afterWord(refused, { ...granted, at: THEN + 1 }, THEN)).toMatchObject({ state: 'asking' });
  });

  test('that is taken back before the register knows of it is never uploaded', () => {
    const both = afterWord(afterWord(null, granted, THEN), withdrawn, THEN + HOUR);
    expect(afterAsked(both, null, THEN)).toMatchObject({ state: 'settled', nextAt: null });
  });

  test('that is taken back later is uploaded as a refusal, and a repeat of it as nothing', () => {
    const there = afterAsked(afterWord(null, granted, THEN), known('ONAY', THEN), THEN);
    expect(afterWord(there, withdrawn, THEN + HOUR)).toMatchObject({ state: 'due', word: withdrawn });
    expect(afterWord(there, granted, THEN + HOUR)).toBe(there);
    expect(afterWord(there, { ...withdrawn, at: THEN - 1 }, THEN)).toBe(there);
    expect(afterWord(there, { ...granted, at: THEN + 5 }, THEN)).toMatchObject({ state: 'settled' });
  });

  test('of which the register knows something later gives way, and our ledger has to hear of it', () => {
    const there = afterAsked(afterWord(null, granted, THEN), known('RET', THEN + HOUR), THEN + HOUR);
    expect(there).toMatchObject({ state: 'settled' });
    expect(newsIn(there)).toEqual({ status: 'RET', at: THEN + HOUR });
    expect(standingOf(there)).toBe('refused');
    expect(newsIn({ word: granted, known: known('ONAY', THEN) })).toBeNull();
    expect(newsIn({ word: granted, known: known('RET', THEN - 1) })).toBeNull();
    expect(newsIn({ word: granted, known: null })).toBeNull();
  });

  test('is late where the register lacks what was said last', () => {
    const late = businessDaysAfter(THEN, 3) + 1;
    const said = afterWord(null, granted, THEN);
    expect([isOverdue(said, late - 1), isOverdue(said, late)]).toEqual([false, true]);
    expect(isOverdue({ ...said, known: known('ONAY', THEN) }, late)).toBe(false);
    const back = afterWord(null, { ...withdrawn, at: THEN }, THEN);
    expect(isOverdue(back, late)).toBe(false);
    expect(isOverdue({ ...back, known: known('ONAY', THEN - 1) }, late)).toBe(true);
  });
});

test('whatever is said and answered, nothing is uploaded that the register refuses by its own rules', () => {
  const step = fc.oneof(
    fc.record({
      is: fc.constant('said'),
      status: fc.constantFrom('ONAY', 'RET'),
      after: fc.integer({ min: 0, max: 3 }),
    }),
    fc.record({ is: fc.constant('answered'), status: fc.constantFrom('ONAY', 'RET', null) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let now = THEN;
      let consent: IysConsent | null = null;
      for (const one of steps) {
        now += 'after' in one ? one.after : 1;
        const { status } = one;
        if (one.is === 'said' && status !== null) consent = afterWord(consent, { status, at: now }, now);
        else if (consent) consent = afterAsked(consent, status && known(status, now), now);
        if (consent?.state !== 'due') continue;
        const { word, known: there } = consent;
        expect(there === null ? word.status : 'later').toBe(there === null ? 'ONAY' : 'later');
        if (there) expect([there.status === word.status, word.at > there.at]).toEqual([false, true]);
      }
    }),
  );
});

test.each([
  ['a Monday', '2026-03-02T09:00:00Z', '2026-03-05T09:00:00.000Z'],
  ['a Friday', '2026-03-06T09:00:00Z', '2026-03-11T09:00:00.000Z'],
  ['a Saturday', '2026-03-07T09:00:00Z', '2026-03-11T09:00:00.000Z'],
  ['a Friday that is over in Türkiye', '2026-03-06T22:00:00Z', '2026-03-10T22:00:00.000Z'],
  ['the eve of a holiday', '2026-04-22T09:00:00Z', '2026-04-28T09:00:00.000Z'],
])('three business days after %s', (_, said, wanted) => {
  expect(new Date(businessDaysAfter(at(said), 3)).toISOString()).toBe(wanted);
});

describe('whom the register is about', () => {
  const rules: IysRules = {
    email: 'country',
    countryAttribute: 'country',
    recipientType: 'BIREYSEL',
    recipientTypeAttribute: 'kind',
  };
  const who = (attributes: Readonly<Record<string, string>>) => ({
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { value, at: 0 }])),
  });

  test('numbers by +90, e-mail by the attribute or always, and nothing else', () => {
    const here = who({ country: 'Türkiye' });
    expect(isConcerned(rules, 'sms', '+905321234567', {})).toBe(true);
    expect(isConcerned(rules, 'sms', '+4915112345678', here)).toBe(false);
    expect(isConcerned(rules, 'email', 'a@example.com', here)).toBe(true);
    expect(isConcerned(rules, 'email', 'a@example.com', who({ country: 'DE' }))).toBe(false);
    expect(isConcerned({ ...rules, email: 'all' }, 'email', 'a@example.com', {})).toBe(true);
    expect(isConcerned({ ...rules, email: 'all' }, 'telegram', '42', here)).toBe(false);
    expect(isConcerned({ ...rules, email: 'all' }, 'push', '{}', here)).toBe(false);
  });

  test('and as what: by the attribute, else as the workspace says', () => {
    expect(recipientTypeOf(rules, who({ kind: ' tacir ' }))).toBe('TACIR');
    expect(recipientTypeOf(rules, who({ kind: 'other' }))).toBe('BIREYSEL');
    expect(recipientTypeOf({ ...rules, recipientType: 'TACIR', recipientTypeAttribute: null }, {})).toBe('TACIR');
  });
});

test.each([
  ['+905321234567', 'TR'],
  ['+12025550100', 'US'],
  ['+4915112345678', 'DE'],
  ['+35312345678', 'IE'],
  ['+99512345678', 'GE'],
  ['+88812345678', undefined],
  ['05321234567', undefined],
])('the country of %s is %s', (number, country) => {
  expect(countryOfNumber(number)).toBe(country);
});

test('a country is two letters, or a name of Türkiye', () => {
  const named = [' tr ', 'turkey', 'Türkiye', 'de', 'Deutschland', 7, undefined].map(countryNamed);
  expect(named).toEqual(['TR', 'TR', 'TR', 'DE', undefined, undefined, undefined]);
});

test('times of the register are of GMT+3, and are read as they are written', () => {
  expect(registerDate(at('2026-11-27T21:05:09.700Z'))).toBe('2026-11-28 00:05:09');
  const read = iysStanding.parse({ status: 'RET', consentDate: '2026-11-28 00:05:09' });
  expect(read.consentDate).toBe(at('2026-11-27T21:05:09Z'));
  expect(iysStanding.safeParse({ status: 'RET', consentDate: 'yesterday' }).success).toBe(false);
});
