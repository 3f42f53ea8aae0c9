import type { ProfileChanged } from '../events/event.ts';
import type { ChangedAt, Profile } from './state.ts';

/** Of each thing that a profile says, the later statement holds, in whatever order the two are learned of. */
export function changeProfile(profile: Profile, event: ProfileChanged): Profile {
  const { timezone, consent, address } = event;
  const news = newsOf(profile, event);
  const changed = changedAt(event);
  return {
    ...profile,
    ...(timezone !== undefined && news.timezone ? { timezone: { name: timezone, ...changed } } : {}),
    ...(consent && news.consent ? { email: { granted: consent.email, ...changed } } : {}),
    ...(address && news.address ? { address: { known: address.email, ...changed } } : {}),
  };
}

/** Whether anything that the event says is not superseded by what is known already. */
export function bringsNews(profile: Profile, event: ProfileChanged): boolean {
  const { timezone, consent, address } = newsOf(profile, event);
  return timezone || consent || address;
}

function newsOf({ timezone, email, address }: Profile, event: ProfileChanged) {
  const changed = changedAt(event);
  return {
    timezone: event.timezone !== undefined && isLater(changed, timezone),
    consent: event.consent !== undefined && isLater(changed, email),
    address: event.address !== undefined && isLater(changed, address),
  };
}

function changedAt({ at, revision }: ProfileChanged): ChangedAt {
  return { at, ...(revision === undefined ? {} : { revision }) };
}

function isLater(changed: ChangedAt, known: ChangedAt | undefined): boolean {
  if (known === undefined) return true;
  if (changed.revision !== undefined && known.revision !== undefined) return changed.revision >= known.revision;
  return changed.at >= known.at;
}
