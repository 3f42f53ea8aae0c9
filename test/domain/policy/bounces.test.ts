import { describe, expect, test } from 'vitest';
import { bounceOf, type Bounce, type RecipientStatus } from '../../../domain/policy/bounces.ts';

const said = (given: Partial<RecipientStatus>) =>
  bounceOf({ action: 'failed', status: '5.0.0', diagnostic: '', ...given });

describe('what a mail server says of one recipient', () => {
  test.each(['delayed', 'delivered', 'relayed', 'expanded', 'Delayed'])('is no bounce where it is %s', (action) => {
    expect(said({ action, status: '5.1.1', diagnostic: 'smtp; 550 5.1.1 no such user' })).toBeNull();
  });

  test.each(['failed', 'Failed', 'FAILED', ''])('is a bounce where its action is "%s"', (action) => {
    expect(said({ action, status: '5.1.1' })).toBe('hard');
  });

  test.each<[string, Bounce]>([
    ['5.1.0', 'hard'],
    ['5.1.1', 'hard'],
    ['5.1.2', 'hard'],
    ['5.1.3', 'hard'],
    ['5.1.4', 'hard'],
    ['5.1.6', 'hard'],
    ['5.1.10', 'hard'],
    ['5.2.1', 'hard'],
    ['5.4.4', 'hard'],
    ['4.1.1', 'soft'],
    ['4.2.2', 'soft'],
    ['4.4.7', 'soft'],
    ['5.1.5', 'soft'],
    ['5.1.11', 'soft'],
    ['5.2.2', 'soft'],
    ['5.3.4', 'soft'],
    ['5.7.1', 'blocked'],
    ['5.7.26', 'blocked'],
    ['4.7.0', 'blocked'],
    ['5.6.1', 'blocked'],
    ['5.1.7', 'blocked'],
    ['5.1.8', 'blocked'],
  ])('with the status %s is %s', (status, bounce) => {
    expect(said({ status })).toBe(bounce);
  });
});

describe('a mail server that says no more than that it failed', () => {
  test.each<[string, string, Bounce]>([
    ['5.0.0', 'smtp; 550 5.1.1 no such user', 'hard'],
    ['5.0.0', 'smtp; 550-5.7.26 the sender is not authenticated', 'blocked'],
    ['5.0.0', 'smtp; 552 5.2.2 the mailbox is full', 'soft'],
    ['4.0.0', 'smtp; 451 4.7.1 try again later', 'blocked'],
    ['', 'smtp; 550 5.1.10 the domain takes no mail', 'hard'],
    ['', 'smtp; 553 5.1.8 the sender has no such domain', 'blocked'],
  ])('with the status "%s" is taken at its own words, "%s": %s', (status, diagnostic, bounce) => {
    expect(said({ status, diagnostic })).toBe(bounce);
  });

  test.each(['5.0.0', '4.0.0', ''])('with the status "%s" and words without a code leaves the address be', (status) => {
    expect(said({ status, diagnostic: 'smtp; 550 no such user' })).toBe('soft');
    expect(said({ status })).toBe('soft');
  });

  test.each([
    ['550 mail from 192.5.1.1 is refused', 'soft'],
    ['550 host mx.example[5.1.1.20] said: 5.7.1 refused', 'blocked'],
    ['550 5.1.1.', 'hard'],
  ])('takes no part of a numeric address for a code: %s', (diagnostic, bounce) => {
    expect(said({ diagnostic })).toBe(bounce);
  });

  test('is not asked for its words where its status says more', () => {
    expect(said({ status: '5.2.2', diagnostic: 'smtp; 550 5.1.1 no such user' })).toBe('soft');
    expect(said({ status: '5.1.1', diagnostic: 'smtp; 550 5.7.1 refused' })).toBe('hard');
  });
});
