import type { JourneyDefinition } from './journey/definition/definition.schema.ts';
import type { Audience } from './audience/definition.schema.ts';
import type { Audiences } from './audience/order.ts';
import type { JourneyId, StepId, TemplateId } from './ids.schema.ts';
import type { JourneyLife } from './journey/life.ts';
import type { Loyalty } from './loyalty/program.ts';
import { allInside, openWatches } from './journey/standing.ts';
import type { Interval } from './measure/relative-lift.ts';
import { DEFAULT_POLICIES, type Policies } from './policy/policies.ts';
import { countedIn, DEFAULT_SCORING, type ScoringModel } from './scoring/model.ts';
import { DEFAULT_SILENCE, type SilenceModel } from './silence/silence-model.ts';
import type { PublishedTemplate, Template } from './templates/template.ts';
import type { CustomerState } from './decision/state.ts';
import { UTC } from './time-zone.ts';
import type { Instant } from './time.ts';

/** One published version of a journey; enrolments are pinned to it. */
export interface PublishedJourney {
  readonly version: number;
  readonly definition: JourneyDefinition;
  /** By split, the arm that all newcomers of this version take; left out where none has won. */
  readonly winners?: Winners;
}

/** What a split has been found to be best at, and by what. */
export interface Winner {
  readonly arm: string;
  /** The version whose customers showed it. */
  readonly version: number;
  /** The arm that it was compared with. */
  readonly against: string;
  /** How many times as often its customers converted: the interval at that time; `null`: without an upper bound. */
  readonly ratio: Interval;
}

export type Winners = Readonly<Record<StepId, Winner>>;

/** What a published version of a journey holds: what its author wrote, and what has won since. */
export type JourneyContent = JourneyDefinition & { readonly winners?: Winners };

export function publishedJourney(version: number, content: JourneyContent): PublishedJourney {
  const { winners } = content;
  return winners === undefined
    ? { version, definition: content }
    : { version, definition: writtenIn(content), winners };
}

const written = new WeakMap<JourneyContent, JourneyDefinition>();

/** What its author wrote: the same object each time, since much is worked out once for each definition. */
function writtenIn(content: JourneyContent): JourneyDefinition {
  const found = written.get(content);
  if (found) return found;
  const { winners: _winners, ...definition } = content;
  written.set(content, definition);
  return definition;
}

export function contentOf({ definition, winners }: Omit<PublishedJourney, 'version'>): JourneyContent {
  return winners ? { ...definition, winners } : definition;
}

/** What holds for everybody, whichever journeys there are. */
export interface Rules {
  readonly version: number;
  readonly scoring: ScoringModel;
  readonly silence: SilenceModel;
  /**
   * The playbook that last changed when customers have to wake, besides scoring and silence: 0 before any. Everybody looks
   * ahead anew by it.
   */
  readonly wakes: number;
  /** When any of these last changed: those who knew the rules before adopt the new ones at that instant. */
  readonly rulesAt: Instant;
  readonly policies: Policies;
  /** Left out where nothing was ever published: there are no points and no tiers. */
  readonly loyalty?: Loyalty;
}

/** Everything a workspace has published, compiled into one immutable numbered version. */
export interface Playbook extends Rules {
  /** By journey, the version that takes newcomers. */
  readonly journeys: ReadonlyMap<JourneyId, PublishedJourney>;
  /** Journeys of which more was asked than to be live; see `lifeOf`. */
  readonly lives?: ReadonlyMap<JourneyId, JourneyLife>;
  /** Versions before those that somebody at hand is still inside of; all others lie in the store. */
  readonly earlier: readonly PublishedJourney[];
  /** The newest version of each audience, archived ones included. */
  readonly audiences: Audiences;
  /** The newest version of each template, archived ones included. */
  readonly templates: ReadonlyMap<TemplateId, PublishedTemplate>;
}

/** One version of one journey, by name. */
export interface JourneyPin {
  readonly journey: JourneyId;
  readonly version: number;
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
    wakes: 0,
    rulesAt: 0,
    policies: DEFAULT_POLICIES,
    journeys: new Map(),
    earlier: [],
    audiences: new Map(),
    templates: new Map(),
  };
}

/** The version newcomers take, if the journey has been published. */
export function currentJourney(playbook: Playbook, journey: JourneyId): PublishedJourney | undefined {
  return playbook.journeys.get(journey);
}

/**
 * A version that somebody is inside of; `undefined` where it was never published.
 * @throws Error where it was, and the playbook was loaded without it: nobody may leave a journey because of that
 */
export function journeyVersion(playbook: Playbook, journey: JourneyId, version: number): PublishedJourney | undefined {
  const current = currentJourney(playbook, journey);
  if (current === undefined || version > current.version) return undefined;
  if (version === current.version) return current;
  const found = playbook.earlier.find((one) => one.version === version && one.definition.id === journey);
  if (found === undefined) {
    throw new Error(`version ${version} of journey "${journey}" is not at hand: load the playbook together with it`);
  }
  return found;
}

/** The versions that somebody is inside of, or watched for. */
export function pinsOf({ journeys }: Pick<CustomerState, 'journeys'>): readonly JourneyPin[] {
  const places = [...allInside(journeys), ...openWatches(journeys)];
  const pins = new Map(
    places.map(([journey, { version }]) => [`${journey} ${version}`, { journey, version }] as const),
  );
  return [...pins.values()];
}

/** The next playbook, with this content as the journey's newest version. */
export function publishJourney(playbook: Playbook, content: JourneyContent): Playbook {
  const before = currentJourney(playbook, content.id);
  const version = (before?.version ?? 0) + 1;
  return {
    ...playbook,
    version: playbook.version + 1,
    journeys: new Map(playbook.journeys).set(content.id, publishedJourney(version, content)),
    earlier: before ? [...playbook.earlier, before] : playbook.earlier,
  };
}

/** The next playbook, with this definition as the audience's newest version. */
export function publishAudience(playbook: Playbook, definition: Audience): Playbook {
  const version = (playbook.audiences.get(definition.id)?.version ?? 0) + 1;
  const audiences = new Map(playbook.audiences).set(definition.id, { version, definition });
  return { ...playbook, version: playbook.version + 1, audiences };
}

/** The next playbook, with this content as the template's newest version. */
export function publishTemplate(playbook: Playbook, template: Template): Playbook {
  const version = (playbook.templates.get(template.id)?.version ?? 0) + 1;
  const templates = new Map(playbook.templates).set(template.id, { version, template });
  return { ...playbook, version: playbook.version + 1, templates };
}

/** The same playbook, by which everybody has to look ahead anew from `at` on. */
export function wakingAnew(playbook: Playbook, at: Instant): Playbook {
  return { ...playbook, wakes: playbook.version, rulesAt: Math.max(playbook.rulesAt, at) };
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
