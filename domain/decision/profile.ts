import {
  CHANNELS,
  byChannel,
  byPurpose,
  wordOn,
  type ByChannel,
  type ByPurpose,
  type Channel,
  type Purpose,
} from '../channels/channel.ts';
import { presentAttributes } from '../attributes/attributes.ts';
import { countryNamed, type Country } from '../channels/country.ts';
import type { ConsentTold, ProfileChanged } from '../events/event.ts';
import type { ChangedAt, Consent, CustomerState, Profile, Reachable } from './state.ts';

/** Of each thing that a profile says, the later statement holds, in whatever order the two are learned of. */
export function changeProfile(profile: Profile, event: ProfileChanged): Profile {
  const { timezone, country } = event;
  const news = newsOf(profile, event);
  const consents = news.consents.reduce<Profile['consents']>(withConsent, profile.consents);
  const addresses = news.addresses.reduce<Profile['addresses']>(
    (known, [channel, address]) => ({ ...known, [channel]: address }),
    profile.addresses,
  );
  return {
    ...profile,
    ...(timezone !== undefined && news.timezone ? { timezone: { name: timezone, ...changedAt(event) } } : {}),
    ...(country !== undefined && news.country ? { country: { code: country, ...changedAt(event) } } : {}),
    ...(consents === undefined ? {} : { consents }),
    ...(addresses === undefined ? {} : { addresses }),
  };
}

/** Whether anything that the event says is not superseded by what is known already. */
export function bringsNews(profile: Profile, event: ProfileChanged): boolean {
  const { timezone, country, consents, addresses } = newsOf(profile, event);
  return timezone || country || consents.length > 0 || addresses.length > 0;
}

/** What counts for messages of this purpose on this channel. `none`: nothing was ever said of it. */
export function consentWord(
  { consents }: Profile,
  channel: Channel,
  purpose: Purpose,
): 'granted' | 'withdrawn' | 'none' {
  const word = wordOn(consents?.[channel], purpose);
  if (word === undefined) return 'none';
  return word.granted ? 'granted' : 'withdrawn';
}

/** Whether a message of this purpose may reach them: they consent to it, and an address is known. */
export function isReachable(profile: Profile, channel: Channel, purpose: Purpose): boolean {
  return profile.addresses?.[channel]?.known === true && consentWord(profile, channel, purpose) === 'granted';
}

/** The channels on which a message of this purpose may reach them. */
export function reachedOn(profile: Profile, purpose: Purpose): readonly Channel[] {
  return CHANNELS.filter((channel) => isReachable(profile, channel, purpose));
}

/** What an event says of consent, by purpose; versions before 0.10 said one thing of a channel, which was its marketing. */
export function consentsTold(told: ByChannel<ConsentTold> | undefined): ByChannel<ByPurpose<boolean>> {
  const said = byChannel(told ?? {}).map(
    ([channel, words]) => [channel, typeof words === 'boolean' ? { marketing: words } : words] as const,
  );
  return Object.fromEntries(said);
}

/** Where somebody is, as far as it is known: what their attribute `country` says, else their telephone number. */
export function countryOf(state: Pick<CustomerState, 'attributes' | 'replaced' | 'profile'>): Country | undefined {
  const said = presentAttributes(state).get('country')?.value;
  return countryNamed(said) ?? state.profile.country?.code ?? undefined;
}

type ConsentNews = readonly [channel: Channel, purpose: Purpose, consent: Consent];

interface News {
  readonly timezone: boolean;
  readonly country: boolean;
  readonly consents: readonly ConsentNews[];
  readonly addresses: readonly (readonly [channel: Channel, address: Reachable])[];
}

function newsOf({ timezone, country, consents, addresses }: Profile, event: ProfileChanged): News {
  const changed = changedAt(event);
  return {
    timezone: event.timezone !== undefined && isLater(changed, timezone),
    country: event.country !== undefined && isLater(changed, country),
    consents: byChannel(consentsTold(event.consent)).flatMap(([channel, words]) =>
      byPurpose(words).flatMap(([purpose, granted]) =>
        isLater(changed, consents?.[channel]?.[purpose]) ? [[channel, purpose, { granted, ...changed }] as const] : [],
      ),
    ),
    addresses: byChannel(event.address ?? {}).flatMap(([channel, known]) =>
      isLater(changed, addresses?.[channel]) ? [[channel, { known, ...changed }] as const] : [],
    ),
  };
}

function withConsent(consents: Profile['consents'], [channel, purpose, consent]: ConsentNews): Profile['consents'] {
  return { ...consents, [channel]: { ...consents?.[channel], [purpose]: consent } };
}

function changedAt({ at, revision }: ProfileChanged): ChangedAt {
  return { at, ...(revision === undefined ? {} : { revision }) };
}

function isLater(changed: ChangedAt, known: ChangedAt | undefined): boolean {
  if (known === undefined) return true;
  if (changed.revision !== undefined && known.revision !== undefined) return changed.revision >= known.revision;
  return changed.at >= known.at;
}
