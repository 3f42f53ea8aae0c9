import { isDeepStrictEqual } from 'node:util';
import { jsonSize } from '../domain/json-size.ts';
import { publishTemplate, type Playbook } from '../domain/playbook.ts';
import type { Problem } from '../domain/problem.ts';
import { binsIn } from '../domain/scoring/model.ts';
import { compiledTemplate } from '../domain/templates/frame.ts';
import { templateFaults } from '../domain/templates/template-faults.ts';
import { isMail, textsOf, type Template, type TemplateSource, type Texts } from '../domain/templates/template.ts';
import { templateExamples } from '../domain/words/template-examples.ts';
import { unknownAudiences } from './audience-part.ts';
import type { CheckMails } from './journey-part.ts';
import { behaviourProblems } from './journey-room.ts';
import { unknownNames } from './loyalty-names.ts';
import type { Base, PartModule } from './part.ts';
import { unknownSegments } from './segment-names.ts';
import { otherUse, usedBy } from './template-names.ts';

const MOST_TEMPLATES = 200;
/** Characters of all templates that are live: workers keep them in memory. */
const MOST_LIVE = 8 * 1024 * 1024;

/** Texts that steps send, by whom they are for and in which language. They hold for the next message that is decided. */
export function templatePart(checkMails: CheckMails): PartModule<'template'> {
  return {
    kind: 'template',
    stays: '',
    faults: async (template, base) => ({
      problems: template.archived
        ? usedBy(template, base.book)
        : [...problemsOf(template, base.book), ...(await textProblems(checkMails, base, compiledTemplate(template)))],
      warnings: [],
    }),
    compile: async (source) => ({ content: compiledTemplate(source), warnings: [] }),
    sourceOf: (template) => ({ ...template, variants: [...template.variants] }),
    isSame: isDeepStrictEqual,
    concerns: () => 'messages',
  };
}

function problemsOf(template: TemplateSource, book: Playbook): readonly Problem[] {
  return [
    ...templateFaults(template, binsIn(book.scoring)),
    ...unknownSegments(template, book.scoring.segments),
    ...unknownAudiences(template, book),
    ...unknownNames(template, book.loyalty),
    ...otherUse(template, book),
    ...roomProblems(compiledTemplate(template), book),
  ];
}

/** What keeps its texts from being sent: each is tried on somebody in every segment, as the mails of journeys are. */
export async function textProblems(
  checkMails: CheckMails,
  { workspace, book }: Pick<Base, 'workspace' | 'book'>,
  template: Template,
): Promise<readonly Problem[]> {
  const tried = textsOf(template).flatMap(({ path, texts }) => triedAs(texts, path));
  const checked = await checkMails(
    workspace._id,
    tried.map(({ mail }) => mail),
    templateExamples(book),
  );
  return tried.flatMap(({ at }, place) =>
    (checked[place] ?? []).map(({ part, message }) => ({ code: 'template', path: at(part), message })),
  );
}

/** What is tried of a text, each as the part of a mail that it is like: on pages all of it is plain text. */
function triedAs(texts: Texts, path: string) {
  if (isMail(texts)) return [{ mail: texts, at: (part: string) => `${path}.${part}` }];
  return Object.entries(texts).flatMap(([part, text]) =>
    text === undefined ? [] : [{ mail: { subject: '-', body: '-', text }, at: () => `${path}.${part}` }],
  );
}

function roomProblems(template: Template, book: Playbook): readonly Problem[] {
  const others = [...book.templates.values()].filter((live) => live.template.id !== template.id);
  const full = others.filter((live) => live.template.archived !== true).length >= MOST_TEMPLATES;
  const crowded = `there are ${MOST_TEMPLATES} templates already, which is as many as there can be; archive one first`;
  const size = others.reduce((sum, live) => sum + jsonSize(live.template), jsonSize(template));
  const large = `with this one, all templates come to more than ${MOST_LIVE / 1024 / 1024} MB; make some of them smaller`;
  return [
    ...(full ? [{ code: 'too-many-templates', path: 'id', message: crowded } as const] : []),
    ...(size > MOST_LIVE ? [{ code: 'templates-too-large', path: '', message: large } as const] : []),
    ...behaviourProblems(publishTemplate(book, template), template.name),
  ];
}
