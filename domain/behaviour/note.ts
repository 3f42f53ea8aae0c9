import { eventType, type CustomerEvent } from '../events/event.ts';
import { EventFacts, holds } from '../journey/conditions/condition.ts';
import { own } from '../own.ts';
import type { Instant } from '../time.ts';
import type { AskKey } from './ask-key.ts';
import type { Ask, Asks } from './asks.ts';
import { NO_BEHAVIOUR, type Behaviour } from './behaviour.ts';

/** What the customer did, with this event. The newest instants of a set are the same in whatever order it is learned. */
export function withNoted(behaviour: Behaviour | undefined, event: CustomerEvent, asks: Asks): Behaviour | undefined {
  const asked = asks.byType.get(eventType(event))?.filter((ask) => isMeant(ask, event));
  if (asked === undefined || asked.length === 0) return behaviour;
  const next: Record<AskKey, Behaviour[AskKey]> = { ...behaviour };
  for (const { key, most } of asked) next[key] = { most, at: inserted(own(next, key)?.at ?? [], event.at, most) };
  return next;
}

/** What the customer did over their whole life; `undefined` where nothing is asked. */
export function behaviourOf(history: readonly CustomerEvent[], asks: Asks): Behaviour | undefined {
  if (asks.all.length === 0) return undefined;
  return Object.fromEntries(
    asks.all.map((ask) => {
      const meant = history.filter((event) => eventType(event) === ask.type && isMeant(ask, event));
      const at = meant.map((event) => event.at).toSorted((a, b) => a - b);
      return [ask.key, { most: ask.most, at: at.slice(-ask.most) }];
    }),
  );
}

/** Whether everything that is asked has been counted: else only the history tells. */
export function isCounted(behaviour: Behaviour = NO_BEHAVIOUR, { all }: Asks): boolean {
  return all.every(({ key, most }) => (own(behaviour, key)?.most ?? 0) >= most);
}

/** As much of what is counted as is asked; `undefined` where nothing is. */
export function asAsked(behaviour: Behaviour = NO_BEHAVIOUR, asks: Asks): Behaviour | undefined {
  const { all } = asks;
  if (all.length === 0) return undefined;
  const isSame = all.every(({ key, most }) => own(behaviour, key)?.most === most);
  if (isSame && Object.keys(behaviour).length === all.length) return behaviour;
  return Object.fromEntries(
    all.map(({ key, most }) => [key, { most, at: (own(behaviour, key)?.at ?? []).slice(-most) }]),
  );
}

/** Whether an event is what is asked about, besides its type. */
export function isMeant({ when }: Ask, event: CustomerEvent): boolean {
  return when === undefined || holds(when, new EventFacts(event));
}

function inserted(known: readonly Instant[], at: Instant, most: number): readonly Instant[] {
  const place = known.findLastIndex((one) => one <= at) + 1;
  return known.toSpliced(place, 0, at).slice(-most);
}
