import type { JourneyDefinition } from './journey/definition.schema.ts';
import type { JourneyId } from './ids.schema.ts';
import { DEFAULT_POLICIES, type Policies } from './policy/policies.ts';
import { countedIn, DEFAULT_SCORING, type ScoringModel } from './rfm/model.ts';
import { DEFAULT_SILENCE, type SilenceModel } from './rfm/silence-model.ts';
import { UTC } from './time-zone.ts';
import type { Instant } from './time.ts';

/** One published version of a journey; enrolments are pinned to it. */
export interface PublishedJourney {
  readonly version: number;
  readonly definition: JourneyDefinition;
}

/** Everything a workspace has published, compiled into one immutable numbered version. */
export interface Playbook {
  readonly version: number;
  readonly scoring: ScoringModel;
  readonly silence: SilenceModel;
  /** When scoring or silence last changed: those who knew the rules before adopt the new ones at that instant. */
  readonly rulesAt: Instant;
  readonly policies: Policies;
  /** Every version somebody may still be inside; the last one of a journey takes newcomers. */
  readonly journeys: Readonly<Record<JourneyId, readonly PublishedJourney[]>>;
}

/**
 * The rules a new workspace starts with; journeys are added by publishing them.
 * @param zone the workspace's: whose calendar days are counted
 */
export function startingPlaybook(monetaryAmounts: readonly number[] | null, zone = UTC): Playbook {
  const monetary = monetaryAmounts && { cuts: monetaryAmounts, edge: 'reached' as const };
  return {
    version: 1,
    scoring: { ...DEFAULT_SCORING, counts: countedIn(DEFAULT_SCORING.counts, zone), monetary },
    silence: DEFAULT_SILENCE,
    rulesAt: 0,
    policies: DEFAULT_POLICIES,
    journeys: {},
  };
}

/** The version newcomers take, if the journey has been published. */
export function currentJourney(playbook: Playbook, journey: JourneyId): PublishedJourney | undefined {
  return playbook.journeys[journey]?.at(-1);
}

export function journeyVersion(playbook: Playbook, journey: JourneyId, version: number): PublishedJourney | undefined {
  return playbook.journeys[journey]?.find((published) => published.version === version);
}

/** The next playbook, with this definition as the journey's newest version. */
export function publishJourney(playbook: Playbook, definition: JourneyDefinition): Playbook {
  const published = playbook.journeys[definition.id] ?? [];
  const version = (published.at(-1)?.version ?? 0) + 1;
  return {
    ...playbook,
    version: playbook.version + 1,
    journeys: { ...playbook.journeys, [definition.id]: [...published, { version, definition }] },
  };
}

/** The next playbook, with these rules of scoring; its model takes the next number. */
export function publishScoring(playbook: Playbook, scoring: ScoringModel, at: Instant): Playbook {
  const version = playbook.scoring.version + 1;
  return { ...playbook, version: playbook.version + 1, scoring: { ...scoring, version }, rulesAt: at };
}

/** The next playbook, with these rules of silence; they take the next number. */
export function publishSilence(playbook: Playbook, silence: SilenceModel, at: Instant): Playbook {
  const version = playbook.silence.version + 1;
  return { ...playbook, version: playbook.version + 1, silence: { ...silence, version }, rulesAt: at };
}
