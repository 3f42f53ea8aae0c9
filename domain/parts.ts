import type { Audience } from './audience/definition.schema.ts';
import type { JourneyDefinition } from './journey/definition/definition.schema.ts';
import {
  publishAudience,
  contentOf,
  publishedJourney,
  publishJourney,
  publishScoring,
  publishSilence,
  publishTemplate,
  startingPlaybook,
  type JourneyContent,
  type Playbook,
  type PublishedJourney,
} from './playbook.ts';
import type { LoyaltyDraft } from './loyalty/draft.schema.ts';
import { NOT_SAID, type Loyalty } from './loyalty/program.ts';
import type { Policies } from './policy/policies.ts';
import type { ScoringDraft } from './scoring/draft.schema.ts';
import type { ScoringModel } from './scoring/model.ts';
import type { SilenceModel } from './silence/silence-model.ts';
import type { Template, TemplateSource } from './templates/template.ts';
import type { Instant } from './time.ts';

/**
 * What a playbook is made of. `content`: what a version holds; `source`: what its author writes, from which the content
 * is compiled. A further kind of part begins with a line here, and the compiler names the tables that lack it.
 */
export interface PartTypes {
  readonly journey: { readonly content: JourneyContent; readonly source: JourneyDefinition };
  readonly audience: { readonly content: Audience; readonly source: Audience };
  readonly scoring: { readonly content: ScoringModel; readonly source: ScoringDraft };
  readonly silence: { readonly content: SilenceModel; readonly source: Omit<SilenceModel, 'version' | 'limitsOf'> };
  readonly policies: { readonly content: Policies; readonly source: Omit<Policies, 'version'> };
  readonly loyalty: { readonly content: Loyalty; readonly source: LoyaltyDraft };
  readonly template: { readonly content: Template; readonly source: TemplateSource };
}

export type PartKind = keyof PartTypes;
export type Content<Kind extends PartKind> = PartTypes[Kind]['content'];
export type Source<Kind extends PartKind> = PartTypes[Kind]['source'];

/** One version of one part, by name. Of a kind that a playbook has once, the id is the kind. */
export interface PartName<Kind extends PartKind = PartKind> {
  readonly kind: Kind;
  readonly id: string;
  readonly version: number;
}

/** One published version of one part; it never changes. */
export interface PartOf<Kind extends PartKind> extends PartName<Kind> {
  readonly content: Content<Kind>;
  /** Since when it is in force, in the workspace's time; `null` where it came with the workspace, or nobody knows here. */
  readonly at: Instant | null;
}

/** A part of any kind. */
export type Part = { readonly [Kind in PartKind]: PartOf<Kind> }[PartKind];

/** Where a kind of part has its place in a playbook. */
interface PlaceOf<Kind extends PartKind> {
  /** Those in force. */
  in(book: Playbook): readonly PartOf<Kind>[];
  /** The same playbook with this version in force. */
  with(book: Playbook, part: PartOf<Kind>): Playbook;
  /** The next playbook, in which this content is in force as the next version. */
  publish(book: Playbook, content: Content<Kind>, at: Instant): Playbook;
}

const PLACES: { readonly [Kind in PartKind]: PlaceOf<Kind> } = {
  journey: {
    in: ({ journeys }) => [...journeys.values()].map(journeyPart),
    with: (book, { version, content }) => ({
      ...book,
      journeys: new Map(book.journeys).set(content.id, publishedJourney(version, content)),
    }),
    publish: publishJourney,
  },
  audience: {
    in: ({ audiences }) =>
      [...audiences].map(([id, { version, definition }]) => ({
        kind: 'audience',
        id,
        version,
        content: definition,
        at: null,
      })),
    with: (book, { version, content }) => ({
      ...book,
      audiences: new Map(book.audiences).set(content.id, { version, definition: content }),
    }),
    publish: publishAudience,
  },
  scoring: {
    in: (book) => [rules('scoring', book.scoring, book)],
    with: (book, { content, at }) => ({ ...book, scoring: content, rulesAt: Math.max(book.rulesAt, at ?? 0) }),
    publish: publishScoring,
  },
  silence: {
    in: (book) => [rules('silence', book.silence, book)],
    with: (book, { content, at }) => ({ ...book, silence: content, rulesAt: Math.max(book.rulesAt, at ?? 0) }),
    publish: publishSilence,
  },
  policies: {
    in: ({ policies }) => [
      { kind: 'policies', id: 'policies', version: policies.version, content: policies, at: null },
    ],
    with: (book, { content }) => ({ ...book, policies: content }),
    publish: (book, content) => ({
      ...book,
      version: book.version + 1,
      policies: { ...content, version: book.policies.version + 1 },
    }),
  },
  loyalty: {
    in: ({ loyalty }) =>
      loyalty === undefined
        ? []
        : [{ kind: 'loyalty', id: 'loyalty', version: loyalty.version, content: loyalty, at: null }],
    with: (book, { content }) => ({ ...book, loyalty: { ...NOT_SAID, ...content } }),
    publish: (book, content) => ({
      ...book,
      version: book.version + 1,
      loyalty: { ...content, version: (book.loyalty?.version ?? 0) + 1 },
    }),
  },
  template: {
    in: ({ templates }) =>
      [...templates].map(([id, { version, template }]) => ({
        kind: 'template',
        id,
        version,
        content: template,
        at: null,
      })),
    with: (book, { version, content }) => ({
      ...book,
      templates: new Map(book.templates).set(content.id, { version, template: content }),
    }),
    publish: publishTemplate,
  },
};

export const KINDS = Object.keys(PLACES) as readonly PartKind[];

function journeyPart({ version, ...published }: PublishedJourney): PartOf<'journey'> {
  return { kind: 'journey', id: published.definition.id, version, content: contentOf(published), at: null };
}

/** Rules that have just been published are as old as the last change of rules. */
function rules<Kind extends 'scoring' | 'silence'>(
  kind: Kind,
  content: Content<Kind>,
  { rulesAt }: Playbook,
): PartOf<Kind> {
  return { kind, id: kind, version: content.version, content, at: rulesAt === 0 ? null : rulesAt };
}

/** Every part that is in force. */
export function partsInForce(book: Playbook): readonly Part[] {
  return KINDS.flatMap((kind): readonly Part[] => PLACES[kind].in(book));
}

/** The versions of journeys that a playbook holds beside those in force. */
export function earlierParts({ earlier }: Playbook): readonly PartOf<'journey'>[] {
  return earlier.map(journeyPart);
}

/** The version in force, if there is one. */
export function partInForce<Kind extends PartKind>(book: Playbook, kind: Kind, id: string): PartOf<Kind> | undefined {
  const place: PlaceOf<Kind> = PLACES[kind];
  return place.in(book).find((part) => part.id === id);
}

/** The next playbook, in which this content is in force as its part's next version. */
export function publishPart<Kind extends PartKind>(
  book: Playbook,
  kind: Kind,
  content: Content<Kind>,
  at: Instant,
): Playbook {
  const place: PlaceOf<Kind> = PLACES[kind];
  return place.publish(book, content, at);
}

/** The playbook in which these parts are in force; of a kind of which none is given, what every workspace starts with. */
export function playbookOf(version: number, parts: readonly Part[]): Playbook {
  return parts.reduce<Playbook>(withPart, { ...startingPlaybook(null), version });
}

function withPart<Kind extends PartKind>(book: Playbook, part: PartOf<Kind>): Playbook {
  const place: PlaceOf<Kind> = PLACES[part.kind];
  return place.with(book, part);
}

/** A journey's version as playbooks hold it. */
export function journeyOf({ version, content }: PartOf<'journey'>): PublishedJourney {
  return publishedJourney(version, content);
}
