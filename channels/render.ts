import { TemplateThread } from './template-thread.ts';
import { TEMPLATE_VARIABLES, type TemplateVariables } from './template-variables.ts';

export interface Template {
  /** Liquid; plain text. */
  readonly subject: string;
  /** Liquid; HTML, where every output is escaped. */
  readonly body: string;
}

export type Rendered =
  | { readonly ok: true; readonly subject: string; readonly html: string }
  /** What is wrong with the template, in one line. */
  | { readonly ok: false; readonly problem: string };

const thread = new TemplateThread();

/**
 * Renders in a thread with 64 MB and 200 ms; a subject of at most 500 characters, a body of at most 256 KB.
 * @throws only when no thread can be started
 */
export async function renderTemplate(template: Template, variables: TemplateVariables): Promise<Rendered> {
  const reply = await thread.run({ kind: 'render', subject: template.subject, body: template.body, variables });
  if (reply.subject !== undefined && reply.html !== undefined) {
    return { ok: true, subject: reply.subject, html: reply.html };
  }
  return { ok: false, problem: reply.problem ?? 'the template could not be rendered' };
}

/**
 * Looks a template over before it is published: syntax, filters, tags and the names of variables.
 * @returns what is wrong with it, or `undefined`
 * @throws only when no thread can be started
 */
export async function checkTemplate(text: string): Promise<string | undefined> {
  const reply = await thread.run({ kind: 'check', text, names: TEMPLATE_VARIABLES });
  return reply.problem;
}
