import { customerId, type CustomerId } from '../../domain/ids.schema.ts';
import { attributeOf, type AttributeValue } from '../../domain/attributes/attributes.ts';
import { CustomerFacts, type Facts } from '../../domain/journey/conditions/condition.ts';
import { smsLength } from '../../domain/channels/sms-length.ts';
import type { Problem } from '../../domain/problem.ts';
import { Reading } from '../../domain/scoring/reading.ts';
import { choose, languageIn, LOCALE, type Choice } from '../../domain/templates/choose.ts';
import { compiledTemplate } from '../../domain/templates/frame.ts';
import { asShown } from '../../domain/templates/page-text.ts';
import { sampleFacts } from '../../domain/templates/sample.ts';
import { isMail, liquidIn, textIn, type PageTexts, type Template } from '../../domain/templates/template.ts';
import { templateExamples } from '../../domain/words/template-examples.ts';
import { currentPlaybook } from '../../publishing/book.ts';
import { notPublishable } from '../../publishing/problem.ts';
import { knownReader, type KnownReader } from '../customers/reader.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf, type Here } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { postTemplatePreviewContract } from './post-template-preview.contract.ts';
import { findTemplate } from './template-view.ts';

type Asked = ReturnType<typeof postTemplatePreviewContract.input.body.parse>;

/** Who reads it, and what is known of them. */
interface Reader extends Pick<KnownReader, 'contextOf' | 'recommendedIn'> {
  readonly customer: CustomerId;
  readonly facts: Facts;
  readonly locale: AttributeValue | undefined;
}

const SOMEBODY = customerId.parse('somebody');
/** It was never decided, so no event can name it. */
const NO_MESSAGE = 'preview';

export const postTemplatePreview = endpoint(postTemplatePreviewContract, async ({ params, body, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const source = body.definition
    ? { ...body.definition, id: params.id }
    : (await findTemplate(deps, caller.workspace, params.id)).definition;
  const template = compiledTemplate(source);
  const reader = await readerOf(deps, here, body.reader, template);
  const { choice, ...why } = chosen(template, reader, body);
  const of = { variant: choice.variant.id, language: choice.language.language };
  const said = textIn(template, of);
  if (said === undefined) throw refused('missing-language', 'variants', `"${of.variant}" has no text`);
  const context = reader.contextOf(liquidIn(said));
  const recs = await reader.recommendedIn(liquidIn(said));
  const read = { ...reader, context, recs, messageId: NO_MESSAGE };
  if (!isMail(said)) return { status: 200, body: { ...of, ...why, ...(await pageShown(deps, here, said, read)) } };
  const sent = await deps.renderMail(caller.workspace, said, read);
  if (!sent.ok) return { status: 200, body: { ...of, ...why, problem: sent.problem, fault: sent.fault } };
  const { subject, html, text } = sent;
  return { status: 200, body: { ...of, ...why, subject, html, text } };
});

async function pageShown(
  { renderTexts }: ApiDeps,
  { workspace }: Here,
  { title, body, url }: PageTexts,
  reader: Parameters<ApiDeps['renderTexts']>[2],
) {
  const rendered = await renderTexts(workspace._id, { title, body, ...(url === undefined ? {} : { url }) }, reader);
  if (!rendered.ok) return { problem: rendered.problem, fault: rendered.fault };
  const shown = asShown(new Map(Object.entries(rendered.texts)));
  return 'problem' in shown ? shown : { ...shown, sms: smsLength(rendered.texts['body'] ?? '') };
}

async function readerOf(deps: ApiDeps, here: Here, asked: Asked['reader'], template: Template): Promise<Reader> {
  const { workspace, now: at } = here;
  if (asked !== undefined && 'customer' in asked) {
    const { state, playbook, ...known } = await knownReader(deps, here, asked.customer, template);
    const reading = new Reading(state.ledger, state, playbook.scoring, at);
    const facts = new CustomerFacts({ state, playbook, at, reading, timezone: workspace.timezone });
    return { customer: asked.customer, facts, locale: attributeOf(state, LOCALE), ...known };
  }
  const examples = templateExamples(await currentPlaybook(deps.stores, workspace._id));
  const wanted = asked?.segment ?? null;
  const example = examples.find(({ context }) => context.segment === wanted);
  if (example === undefined)
    throw new ApiProblem('not-found', `There is no segment "${wanted}"; name one of the model.`);
  const { context } = example;
  return {
    customer: SOMEBODY,
    facts: sampleFacts(context),
    locale: undefined,
    contextOf: () => context,
    recommendedIn: async () => [],
  };
}

interface Chosen {
  readonly choice: Choice;
  /** In words, and below by names that a page has words for. */
  readonly because: string;
  readonly chosen: {
    readonly by: 'asked' | 'condition' | 'rest';
    readonly language: Choice['language']['because'];
    readonly instead?: string;
  };
}

/** @throws NotPublished where the template has nothing for them */
function chosen(template: Template, reader: Reader, { variant: wanted, locale }: Asked): Chosen {
  const found = choose(template, reader.facts, locale ?? reader.locale);
  if (wanted === undefined) {
    if (found === null)
      throw refused(
        'no-fallback',
        'variants',
        'no condition holds for this reader, and no variant is for everybody else',
      );
    const why =
      found.variant.when === undefined
        ? 'no other variant is for this reader'
        : 'it is the first whose condition holds';
    return {
      choice: found,
      because: `${why}; ${languageWords(found)}`,
      chosen: { by: found.variant.when === undefined ? 'rest' : 'condition', language: found.language.because },
    };
  }
  const variant = template.variants.find(({ id }) => id === wanted);
  if (variant === undefined) throw new ApiProblem('not-found', `The template has no variant "${wanted}".`);
  const choice = { variant, language: languageIn(template, variant, locale ?? reader.locale) };
  const instead =
    found === null || found.variant.id === wanted ? '' : `, and this reader would get "${found.variant.id}"`;
  return {
    choice,
    because: `it was asked for${instead}; ${languageWords(choice)}`,
    chosen: {
      by: 'asked',
      language: choice.language.because,
      ...(found === null || instead === '' ? {} : { instead: found.variant.id }),
    },
  };
}

function languageWords({ variant, language: { language, because } }: Choice): string {
  switch (because) {
    case 'own':
      return `${language} is the language of the reader`;
    case 'near':
      return `${language} is the nearest to the language of the reader`;
    case 'default':
      return `${language} is the language of the ${variant.language === undefined ? 'template' : 'variant'}`;
  }
}

function refused(code: Problem['code'], path: string, message: string) {
  return notPublishable([{ code, path, message }]);
}
