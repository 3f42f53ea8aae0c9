import { renderTexts } from '../channels/render.ts';
import type { CustomerReads } from '../db/customers/customer-reads.ts';
import type { PartStore } from '../db/playbook/parts.ts';
import type { MailRecommendations } from '../db/recommend/mail-recommendations.ts';
import { workspaceTime, type WorkspaceRow } from '../db/workspaces/workspaces.ts';
import { NEW_CUSTOMER } from '../domain/decision/state.ts';
import type { Effect, PlacementContent } from '../domain/effect.ts';
import type { CustomerId } from '../domain/ids.schema.ts';
import { STEP_GONE, stepBehind } from '../domain/journey/origin.ts';
import { USUAL_ITEMS } from '../domain/journey/steps/place.ts';
import type { JourneyStep } from '../domain/journey/definition/definition.schema.ts';
import type { Playbook } from '../domain/playbook.ts';
import { isMail, liquidIn, type PageTexts } from '../domain/templates/template.ts';
import { asShown } from '../domain/templates/page-text.ts';
import { attributesNamedIn, loyaltyNamedIn, templateContext } from '../domain/words/template-context.ts';
import type { Instant } from '../domain/time.ts';
import { textBehind } from './text-behind.ts';

export interface PlacementContentDeps {
  readonly customers: Pick<CustomerReads, 'find'>;
  readonly parts: Pick<PartStore, 'find'>;
  readonly recommendations: MailRecommendations;
  /** Wall clock. */
  readonly now: () => Instant;
}

export interface Showing {
  readonly here: WorkspaceRow;
  readonly playbook: Playbook;
  readonly customer: CustomerId;
  readonly effect: Effect<'showPlacement'>;
}

/** What is shown, or why nothing is. `retry`: rendering took long, which on a busy machine is not the template's fault. */
export type Shown =
  | { readonly state: 'done'; readonly content: PlacementContent }
  | { readonly state: 'failed' | 'skipped' | 'retry'; readonly reason: string };

type PlaceStep = Extract<JourneyStep, { readonly type: 'place' }>;

/**
 * What a step shows, in the version that the enrolment is pinned to. A template is rendered here, by what is known of the
 * customer now: so nothing of them travels with the effect, and a page that asks gets what is finished.
 */
export async function placementContent(deps: PlacementContentDeps, showing: Showing): Promise<Shown> {
  const { playbook, effect } = showing;
  const step = stepBehind(playbook, effect.origin);
  if (step?.type !== 'place') return { state: 'failed', reason: STEP_GONE };
  const said = await textsOf(deps, showing, step);
  if ('state' in said) return said;
  if (step.placement !== 'items') return { state: 'done', content: { ...said.texts, ...rulesOf(step) } };
  const all = await deps.recommendations(timeOf(deps, showing), playbook, showing.customer, 'always');
  const items = all.slice(0, step.most ?? USUAL_ITEMS);
  if (items.length === 0) return { state: 'skipped', reason: 'there is nothing to recommend' };
  return { state: 'done', content: { ...said.texts, items, ...rulesOf(step) } };
}

type Said = { readonly texts: Pick<PlacementContent, 'title' | 'body' | 'url'> } | Exclude<Shown, { state: 'done' }>;

async function textsOf(deps: PlacementContentDeps, showing: Showing, step: PlaceStep): Promise<Said> {
  if (!('template' in step)) {
    const { title, body, url } = step;
    return { texts: { title, body, ...(url === undefined ? {} : { url }) } };
  }
  const { here, playbook, effect } = showing;
  const texts = effect.template && (await textBehind(deps.parts, here._id, playbook, effect.template));
  if (texts === undefined || isMail(texts)) return { state: 'failed', reason: STEP_GONE };
  return await rendered(deps, showing, texts);
}

async function rendered(deps: PlacementContentDeps, showing: Showing, texts: PageTexts): Promise<Said> {
  const { here, playbook, customer } = showing;
  const named = liquidIn(texts);
  const state = (await deps.customers.find(here._id, customer))?.state ?? NEW_CUSTOMER;
  const context = {
    ...templateContext(state, playbook),
    ...attributesNamedIn(named, state),
    ...loyaltyNamedIn(named, state, playbook, here.timezone),
  };
  const recs = await deps.recommendations(timeOf(deps, showing), playbook, customer, named);
  const { title, body, url } = texts;
  const sources = { title, body, ...(url === undefined ? {} : { url }) };
  const said = await renderTexts(here._id, sources, { customer, context, recs, unsubscribeUrl: '' });
  if (!said.ok) return { state: said.slow ? 'retry' : 'failed', reason: said.problem };
  const shown = asShown(new Map(Object.entries(said.texts)));
  return 'problem' in shown ? { state: 'failed', reason: shown.problem } : { texts: shown };
}

function timeOf({ now }: PlacementContentDeps, { here }: Showing) {
  return { workspace: here, now: workspaceTime(here, now()) };
}

/** How it is shown, whatever it says. */
function rulesOf({ priority, pages, dismissible, mostShown }: PlaceStep) {
  return {
    ...(priority === undefined ? {} : { priority }),
    ...(pages === undefined ? {} : { pages }),
    ...(dismissible === undefined ? {} : { dismissible }),
    ...(mostShown === undefined ? {} : { mostShown }),
  };
}
