import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEvent, nothingRecalled } from '../../domain/decision/apply-event.ts';
import type { ProfileChanged } from '../../domain/events/event.ts';
import { DEFAULT_SCORING } from '../../domain/scoring/model.ts';
import { CHANNELS } from '../../domain/channels/channel.ts';
import { NOBODY_REACHED, reachOfOne, withReach } from '../../domain/channels/reach.ts';
import { consentWord, isReachable, reachedOn } from '../../domain/decision/profile.ts';
import { upcastProfile } from '../../domain/decision/upcast-state.ts';
import { NEW_CUSTOMER, type Profile } from '../../domain/decision/state.ts';
import { aProfileChange } from '../builders.ts';

function after(changes: readonly ProfileChanged[], profile: Profile = {}): Profile {
  const { counts } = DEFAULT_SCORING;
  const start = { ...NEW_CUSTOMER, profile };
  return changes.reduce((state, change) => applyEvent(state, nothingRecalled(), change, counts), start).profile;
}

/** As the address book tells them: numbered from 1, and perhaps in the same millisecond. */
const changes = fc
  .array(
    fc.record(
      {
        at: fc.constantFrom(1_000, 1_001),
        timezone: fc.constantFrom('Europe/Rome', 'Asia/Tokyo', null),
        consent: fc.record({ email: fc.boolean() }),
      },
      { requiredKeys: ['at'] },
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((made) => made.map((change, index) => aProfileChange({ ...change, revision: index + 1 })));

test('a profile ends as the address book does, in whatever order its changes arrive, also under a clock that stands', () => {
  fc.assert(
    fc.property(
      changes.chain((made) => fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length }))),
      ([made, arrived]) => {
        const zone = made.findLast(({ timezone }) => timezone !== undefined)?.timezone;
        const consent = made.findLast((change) => change.consent !== undefined)?.consent?.email;
        const profile = after(arrived);
        expect(profile.timezone?.name).toBe(zone);
        expect(profile.consents?.email?.marketing?.granted).toBe(consent);
      },
    ),
  );
});

test('each purpose of each channel is said by itself; a version before 0.10 spoke of marketing alone', () => {
  const said = [
    aProfileChange({ at: 1_000, consent: { email: true }, address: { email: true } }),
    aProfileChange({ at: 2_000, consent: { sms: { marketing: true, service: false } } }),
    aProfileChange({ at: 3_000, consent: { email: { marketing: false } } }),
  ];
  const profile = after(said);
  expect(profile.consents).toEqual({
    email: { marketing: { granted: false, at: 3_000 } },
    sms: { marketing: { granted: true, at: 2_000 }, service: { granted: false, at: 2_000 } },
  });
  expect(CHANNELS.map((channel) => consentWord(profile, channel, 'service'))).toEqual([
    'withdrawn',
    'withdrawn',
    'none',
    'none',
    'none',
  ]);
  expect([consentWord(profile, 'sms', 'marketing'), isReachable(profile, 'sms', 'marketing')]).toEqual([
    'granted',
    false,
  ]);
});

test('a profile of an earlier version says the same by channel', () => {
  const granted = { granted: true, at: 1, revision: 2 };
  const zone = { timezone: { name: 'Europe/Rome', at: 1 } };
  expect(upcastProfile({ ...zone, email: granted, address: { known: true, at: 3 } })).toEqual({
    ...zone,
    consents: { email: { marketing: granted } },
    addresses: { email: { known: true, at: 3 } },
  });
  expect(upcastProfile(zone)).toEqual(zone);
});

test('a change without a revision, as version 0.2.0 told them, is later by its time', () => {
  const [old, newer] = [
    aProfileChange({ at: 1_000, timezone: 'Europe/Rome' }),
    aProfileChange({ at: 2_000, timezone: null, revision: 1 }),
  ];
  expect(after([old, newer]).timezone?.name).toBeNull();
  expect(after([newer, old]).timezone?.name).toBeNull();
  expect(after([newer], { timezone: { name: 'Europe/Rome', at: 1_000 } }).timezone?.name).toBeNull();
});

test('a channel reaches whoever agreed to it and has an address on it, and each of them counts once among any', () => {
  const both = { marketing: true, service: true };
  const profile = after([
    aProfileChange({ at: 1_000, consent: { email: both, sms: both, push: { marketing: false, service: true } } }),
    aProfileChange({ at: 2_000, address: { email: true, sms: true, telegram: true, push: true } }),
  ]);
  expect([reachedOn(profile, 'marketing'), reachedOn(profile, 'service')]).toEqual([
    ['email', 'sms'],
    ['email', 'sms', 'push'],
  ]);
  const refused = after([aProfileChange({ at: 3_000, address: { email: false } })], profile);
  expect(reachedOn(refused, 'marketing')).toEqual(['sms']);
  const reach = [profile, refused, {}]
    .map((one) => reachOfOne(reachedOn(one, 'marketing')))
    .reduce(withReach, NOBODY_REACHED);
  expect(reach).toEqual({ any: 2, email: 1, sms: 2, telegram: 0, push: 0, mobile: 0 });
});

test('the country of a number is known by the last change that tells of it', () => {
  const said = [
    aProfileChange({ at: 1_000, country: 'TR', revision: 1 }),
    aProfileChange({ at: 1_000, country: null, revision: 3 }),
    aProfileChange({ at: 1_000, country: 'DE', revision: 2 }),
  ];
  expect(after(said.slice(0, 1)).country).toEqual({ code: 'TR', at: 1_000, revision: 1 });
  expect(after(said).country).toEqual({ code: null, at: 1_000, revision: 3 });
});
