import type { Activity, Identified, ProfileChanged, Purchase, Refund, SummaryStated } from '../domain/events/event.ts';
import { audienceDefinition, type Audience } from '../domain/audience/definition.schema.ts';
import { customerId, eventId, segmentId, sourceId, workspaceId, type JourneyId } from '../domain/ids.schema.ts';
import { advanceJourneys } from '../domain/journey/walk/advance.ts';
import type { JourneysAdvanced } from '../domain/journey/walk/advancing.ts';
import type { JourneyContext } from '../domain/journey/walk/context.ts';
import type { JourneyDefinition, JourneyInput } from '../domain/journey/definition/definition.schema.ts';
import type { JourneyFact, StepPlace } from '../domain/journey/facts.ts';
import { parseJourney } from '../domain/journey/definition/parse.schema.ts';
import { standingIn, type Inside } from '../domain/journey/standing.ts';
import { triggers } from '../domain/journey/triggers/event.ts';
import { isMeasuring } from '../domain/journey/watching.ts';
import type { Occurrence } from '../domain/journey/triggers/index.ts';
import type { DecidedEffect } from '../domain/effect.ts';
import { customerKey, eventKey, type EventKey } from '../domain/keys.ts';
import { publishAudience, publishJourney, startingPlaybook, wakingAnew, type Playbook } from '../domain/playbook.ts';
import { Reading } from '../domain/scoring/reading.ts';
import type { SegmentId } from '../domain/scoring/segment.ts';
import { POTENTIAL } from '../domain/scoring/presets/seven-segments.ts';
import { compiledTemplate } from '../domain/templates/frame.ts';
import { templateDefinition, type TemplateInput } from '../domain/templates/template.schema.ts';
import type { Template } from '../domain/templates/template.ts';
import { NEW_CUSTOMER, type Profile, type CustomerState, type Standing } from '../domain/decision/state.ts';
import type { Instant } from '../domain/time.ts';

const WORKSPACE = workspaceId.parse('shop');
export const CUSTOMER = customerId.parse('c-1');
export const CUSTOMER_KEY = customerKey(WORKSPACE, CUSTOMER);

/** An instant as people read it: `at('2026-03-29T01:00:00Z')`. */
export function at(iso: string): Instant {
  return Date.parse(iso);
}

/** A Monday at noon in London: nobody's quiet hours there. */
export const NOON = at('2026-01-12T12:00:00Z');

export function aKey(id: string): EventKey {
  return eventKey(WORKSPACE, sourceId.parse('api'), eventId.parse(id));
}

/** The step that decided an effect. */
export function placeOf({ origin }: Pick<DecidedEffect, 'origin'>): StepPlace {
  if (origin.by !== 'journey') throw new Error('no step decided this effect');
  return origin.place;
}

/** `seenAt` and `receivedAt` follow `at` unless they are given. */
function happened(of: { readonly at?: Instant; readonly seenAt?: Instant; readonly id?: string }, id: string) {
  const when = of.at ?? NOON;
  const seenAt = of.seenAt ?? when;
  return { key: aKey(of.id ?? id), customer: CUSTOMER, at: when, seenAt, receivedAt: seenAt };
}

type Given<E> = Partial<Omit<E, 'kind' | 'key'>> & { readonly id?: string };

export function aPurchase({ id, ...given }: Given<Purchase> = {}): Purchase {
  return { kind: 'purchase', amount: 4_000, ...happened({ ...given, ...(id ? { id } : {}) }, 'p-1'), ...given };
}

export function aRefund({ id, ...given }: Given<Refund> = {}): Refund {
  const base = happened({ ...given, ...(id ? { id } : {}) }, 'r-1');
  return { kind: 'refund', amount: 4_000, order: aKey('p-1'), ...base, ...given };
}

export function anActivity({ id, ...given }: Given<Activity> = {}): Activity {
  return { kind: 'activity', type: 'view', ...happened({ ...given, ...(id ? { id } : {}) }, 'a-1'), ...given };
}

/** One action at the time of the summary, unless more is given. */
export function aSummary({ id, ...given }: Given<SummaryStated> = {}): SummaryStated {
  const base = happened({ ...given, ...(id ? { id } : {}) }, 's-1');
  return { kind: 'summary', actions: 1, lastActionAt: base.at, monetary: 4_000, ...base, ...given };
}

export function aProfileChange({ id, ...given }: Given<ProfileChanged> = {}): ProfileChanged {
  return { kind: 'profile', ...happened({ ...given, ...(id ? { id } : {}) }, 'f-1'), ...given };
}

export function anIdentify({ id, ...given }: Given<Identified> = {}): Identified {
  const base = happened({ ...given, ...(id ? { id } : {}) }, 'i-1');
  return { kind: 'identify', attributes: { plan: 'gold' }, ...base, ...given };
}

export function occurrence(event: Extract<Occurrence, { kind: 'event' }>['event']): Occurrence {
  return { kind: 'event', event, starts: triggers(event) };
}

export function aSegment(id: string): SegmentId {
  return segmentId.parse(id);
}

export function aMove(from: string | null, to: string | null): Occurrence {
  return {
    kind: 'move',
    from: from === null ? null : aSegment(from),
    to: to === null ? null : aSegment(to),
    starts: true,
  };
}

export function aStanding(given: Partial<Standing> = {}): Standing {
  return { scores: { r: 5, f: 1, m: null }, segment: POTENTIAL.id, since: NOON, previous: null, ...given };
}

/** To marketing by e-mail. */
export const CONSENTED: Profile = { consents: { email: { marketing: { granted: true, at: 0 } } } };

/** Somebody who may be mailed; everything else is as for a new customer. */
export function aCustomer(given: Partial<CustomerState> = {}): CustomerState {
  return { ...NEW_CUSTOMER, asOf: NOON, profile: CONSENTED, ...given };
}

/** A definition that has passed the same checks as a marketer's; the test fails where it has not. */
export function aJourney(given: Partial<JourneyInput> = {}): JourneyDefinition {
  const parsed = parseJourney({
    id: 'greeting',
    name: 'Greeting',
    enter: { on: 'event', event: 'purchase' },
    steps: [{ id: 'bye', type: 'stop', reason: 'greeted' }],
    ...given,
  });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems, null, 2));
  return parsed.definition;
}

/** An audience that has passed the same shape as a marketer's. */
export function anAudience(id: string, when: unknown, given: Partial<Audience> = {}): Audience {
  return { ...audienceDefinition.parse({ id, name: id, condition: when }), ...given };
}

/** A published template that has passed the same shape as a marketer's: one text for champions, one for everybody else. */
export function aTemplate(given: Partial<TemplateInput> = {}): Template {
  const words = (subject: string) => ({ subject, body: `<p>${subject}</p>` });
  return compiledTemplate(
    templateDefinition.parse({
      id: 'hello',
      name: 'Hello',
      language: 'en',
      variants: [
        {
          id: 'champions',
          when: { field: 'segment', op: 'eq', value: 'champions' },
          texts: { en: words('Dear champion'), tr: words('Değerli şampiyon') },
        },
        { id: 'everybody', texts: { en: words('Hello'), tr: words('Merhaba') } },
      ],
      ...given,
    }),
  );
}

/** The starting rules with these audiences, and journeys, published in order. */
export function withAudiences(audiences: readonly Audience[], playbook: Playbook = aPlaybook()): Playbook {
  return wakingAnew(audiences.reduce(publishAudience, playbook), 0);
}

/** The starting rules with these journeys published in order: the same id twice makes two versions. */
export function aPlaybook(journeys: readonly JourneyDefinition[] = [], given: Partial<Playbook> = {}): Playbook {
  return { ...journeys.reduce(publishJourney, startingPlaybook(null)), ...given };
}

/** The same rules where a test goes by the wall clock: what it sees may not depend on the hour at which it runs. */
export function atAnyHour(playbook: Playbook): Playbook {
  return { ...playbook, policies: { ...playbook.policies, quietHours: null } };
}

/** What journeys are told at one instant; the clock stands at the state's own time unless `at` is given. */
export function aContext(given: Partial<JourneyContext> = {}): JourneyContext {
  const playbook = given.playbook ?? aPlaybook();
  const state = given.state ?? aCustomer();
  return {
    customer: CUSTOMER_KEY,
    playbook,
    at: state.asOf,
    state,
    reading: new Reading(state.ledger, state, playbook.scoring, state.asOf),
    timezone: 'UTC',
    sandbox: false,
    ...given,
  };
}

interface Taken extends JourneysAdvanced {
  readonly state: CustomerState;
  /** The facts without those that only lead from one to the next. */
  readonly told: readonly JourneyFact[];
}

/** The facts that tell how somebody walks. */
export function told(facts: readonly JourneyFact[]): readonly JourneyFact[] {
  return facts.filter(
    (fact) => fact.what !== 'reached' && fact.what !== 'heard' && !isMeasuring(fact) && !isIdle(fact),
  );
}

/** Most journeys do not want most of what happens: tests of other things need not look at that. */
function isIdle(fact: JourneyFact): boolean {
  return fact.what === 'refused' && fact.because === 'condition' && fact.asked === undefined;
}

/** Where a customer stands who is inside this journey. */
export function inside(state: CustomerState, journey: JourneyId): Inside | undefined {
  return standingIn(state.journeys, journey).enrolments.find((one) => one.is === 'inside');
}

/** Takes one instant through the journeys, and gives the state after it beside what happened. */
export function take(
  playbook: Playbook,
  before: CustomerState,
  when: Instant,
  occurrences: readonly Occurrence[] = [],
  given: Partial<JourneyContext> = {},
): Taken {
  const state = { ...before, asOf: when };
  const advanced = advanceJourneys(aContext({ playbook, state, ...given }), occurrences);
  const { journeys, sent, facts } = advanced;
  return { ...advanced, told: told(facts), state: { ...state, journeys, sent } };
}
