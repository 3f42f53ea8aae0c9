import type { TemplateId } from '../../domain/ids.schema.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { languagesOf, type Template } from '../../domain/templates/template.ts';
import type { Instant } from '../../domain/time.ts';
import { currentPlaybook } from '../../publishing/book.ts';
import { endpoint } from '../http/endpoint.ts';
import { isoOrNull } from '../sentences.ts';
import { getTemplatesContract } from './get-templates.contract.ts';
import { journeysSending } from './template-view.ts';

export const getTemplates = endpoint(getTemplatesContract, async ({ caller }, deps) => {
  const { workspace } = caller;
  const book = await currentPlaybook(deps.stores, workspace);
  const lines = new Map([...book.templates].map(([id, { template }]) => [id, lineOf(book, template, null)]));
  for await (const { source, savedAt } of deps.stores.drafts.list(workspace, 'template')) {
    lines.set(source.id, lineOf(book, source, savedAt));
  }
  return { status: 200, body: { templates: [...lines.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)) } };
});

function lineOf(
  book: Playbook,
  template: Pick<Template, 'name' | 'variants'> & { id: TemplateId },
  savedAt: Instant | null,
) {
  const live = book.templates.get(template.id);
  return {
    id: template.id,
    name: template.name,
    live: live?.version ?? null,
    archived: live?.template.archived === true,
    savedAt: isoOrNull(savedAt),
    variants: template.variants.map(({ id }) => id),
    languages: languagesOf(template),
    journeys: journeysSending(book, template.id),
  };
}
