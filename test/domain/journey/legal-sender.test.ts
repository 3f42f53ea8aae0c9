import { describe, expect, test } from 'vitest';
import { legalSenderFaults } from '../../../domain/journey/legal-sender.ts';
import { NO_MAIL_SETTINGS } from '../../../domain/policy/mail-settings.ts';
import { aJourney } from '../../builders.ts';
import { aDay, toast } from './greeting.ts';

const SENDER = { company: 'Tea Ltd', postalAddress: '1 Harbour Road, Leith' };
const mail = (id: string, more: object = {}) =>
  ({ id, type: 'send', channel: 'email', subject: 'S', body: 'B', ...more }) as const;
const sms = { id: 'text', type: 'send', channel: 'sms', text: 'T' } as const;
const service = mail('receipt', { category: 'service' });

describe('a journey that sends marketing by e-mail', () => {
  const selling = aJourney({ steps: [mail('offer')] });

  test('goes live where the company and its postal address are known', () => {
    expect(legalSenderFaults(selling, SENDER)).toEqual([]);
  });

  test.each([
    ['neither is known', NO_MAIL_SETTINGS, 'company and postalAddress'],
    ['the company is not known', { ...SENDER, company: null }, 'company'],
    ['the postal address is not known', { ...SENDER, postalAddress: null }, 'postalAddress'],
  ])('says what an admin has to set where %s', (_what, settings, missing) => {
    const message =
      'a marketing mail says at its foot who sends it and where they can be written to on paper: an admin sets ' +
      `${missing} with PUT /v1/mail/settings; or give the step the category service, if it sells nothing`;
    expect(legalSenderFaults(selling, settings)).toEqual([{ code: 'no-sender', path: 'steps[0]', message }]);
  });

  test.each([
    ['a category of its own', mail('news', { category: 'newsletter' })],
    ['the category marketing', mail('news', { category: 'marketing' })],
    ['a template', { id: 'news', type: 'send', channel: 'email', template: 'hello' } as const],
  ])('sells also with %s', (_what, step) => {
    expect(legalSenderFaults(aJourney({ steps: [step] }), NO_MAIL_SETTINGS)).toMatchObject([{ path: 'steps[0]' }]);
  });

  test('is told once, at the first step that sells', () => {
    const steps = [toast('hello'), sms, service, aDay, mail('offer'), mail('last-offer')];
    expect(legalSenderFaults(aJourney({ steps }), NO_MAIL_SETTINGS)).toMatchObject([
      { code: 'no-sender', path: 'steps[4]' },
    ]);
  });
});

test('a journey without marketing mails needs no sender', () => {
  const steps = [toast('hello'), sms, service];
  expect(legalSenderFaults(aJourney({ steps }), NO_MAIL_SETTINGS)).toEqual([]);
});
