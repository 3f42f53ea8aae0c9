import { ATTRIBUTE_NAME_SAID, isAttributeName } from '../domain/attributes/name.ts';
import type { WorkspaceId } from '../domain/ids.schema.ts';
import type { RenderFaultName } from '../domain/words/render-fault.ts';
import { TemplateThread, type TemplateParts, type TemplateReply } from './template-thread.ts';
import { TEMPLATE_VARIABLES, templateVariables, type Reader } from './template-variables.ts';

/** A mail as a journey's step writes it. */
export interface Template {
  /** Liquid; plain text. */
  readonly subject: string;
  /** Liquid; HTML, where every output is escaped. */
  readonly body: string;
  /** Liquid; plain text. Left out, it is made of the body's words. */
  readonly text?: string | undefined;
}

export type TemplatePart = keyof TemplateParts;

export type Rendered =
  | { readonly ok: true; readonly subject: string; readonly html: string; readonly text: string }
  | RenderFault;

export interface RenderFault {
  readonly ok: false;
  /** What is wrong with the template, in one line. */
  readonly problem: string;
  /** The same by name. */
  readonly fault: RenderFaultName;
  /** It took too long, which on a busy machine may not be the template's fault. */
  readonly slow: boolean;
}

/** One workspace's mails may keep the thread this busy before its next ones have to come back later, ms. */
const MOST_BACKLOG = 250;

const thread = new TemplateThread();

/**
 * Renders in a thread with 64 MB and 200 ms; a subject of at most 500 characters, a body and a text of at most 256 KB
 * each. Workspaces take turns by the time they use.
 * @throws only when no thread can be started
 */
export async function renderTemplate(workspace: WorkspaceId, template: Template, reader: Reader): Promise<Rendered> {
  const { subject, body, text } = template;
  const parts = { subject, body, ...(text === undefined ? {} : { text }) };
  const reply = await thread.run(workspace, { kind: 'render', parts, variables: templateVariables(reader) });
  if (reply.subject !== undefined && reply.html !== undefined && reply.text !== undefined) {
    return { ok: true, subject: reply.subject, html: reply.html, text: reply.text };
  }
  return faultOf(reply, reply.problem ?? 'the template could not be rendered', reply.part);
}

function faultOf(
  { fault = { code: 'syntax' }, slow = false }: TemplateReply,
  problem: string,
  part?: string,
): RenderFault {
  return { ok: false, problem, fault: part === undefined ? fault : { ...fault, part }, slow };
}

/**
 * Renders plain texts, each by itself and in the same bounds.
 * @throws only when no thread can be started
 */
export async function renderTexts(
  workspace: WorkspaceId,
  sources: Readonly<Record<string, string>>,
  reader: Reader,
): Promise<{ readonly ok: true; readonly texts: Readonly<Record<string, string>> } | RenderFault> {
  const variables = templateVariables(reader);
  const texts: [name: string, text: string][] = [];
  for (const [name, text] of Object.entries(sources)) {
    const reply = await thread.run(workspace, { kind: 'render', parts: { text }, variables });
    if (reply.text === undefined) {
      return faultOf(reply, `field ${name}: ${reply.problem ?? 'it could not be rendered'}`, name);
    }
    texts.push([name, reply.text]);
  }
  return { ok: true, texts: Object.fromEntries(texts) };
}

/** Whether this workspace's own templates keep the thread so busy that its next mail had better come back later. */
export function isRenderingMuch(workspace: WorkspaceId): boolean {
  return thread.backlog(workspace) > MOST_BACKLOG;
}

/** How one part came out by itself: `problem` is `undefined` where it is sound. */
export interface PartTried {
  readonly problem: string | undefined;
  readonly slow: boolean;
  /** ms */
  readonly took: number;
}

/**
 * The same for one part, without the mail.
 * @throws only when no thread can be started
 */
export async function tryPart(workspace: WorkspaceId, parts: TemplateParts, reader: Reader): Promise<PartTried> {
  const variables = templateVariables(reader);
  const { problem, slow = false, took = 0 } = await thread.run(workspace, { kind: 'render', parts, variables });
  return { problem, slow, took };
}

/** What can be told of a template without rendering it. */
export interface TemplateChecked {
  /** Of syntax, filters, tags, names of variables and their parts. */
  readonly faults: readonly string[];
  /** The attributes that it names. */
  readonly attributes: readonly string[];
}

/** @throws only when no thread can be started */
export async function checkTemplate(workspace: WorkspaceId, source: string): Promise<TemplateChecked> {
  const reply = await thread.run(workspace, { kind: 'check', text: source, names: TEMPLATE_VARIABLES });
  const { problem, problems = [], attributes = [] } = reply;
  const wrong = attributes.filter((name) => !isAttributeName(name));
  const misnamed = wrong.map((name) => `attributes["${name}"] can never be known: ${ATTRIBUTE_NAME_SAID}`);
  return { faults: problem === undefined ? [...problems, ...misnamed] : [problem], attributes };
}
