import type { TemplateId } from '../domain/ids.schema.ts';
import { readShape } from '../domain/input/shape-problems.ts';
import type { Problem } from '../domain/problem.ts';
import { templateDefinition, type TemplateDefinition } from '../domain/templates/template.schema.ts';
import { NotPublished, problemsText } from './problem.ts';

/**
 * What a marketer sent as the template `id`: the address says the id, so the body may leave it out.
 * @throws NotPublished `invalid` with everything that is wrong where the shape is not sound, or the id is another one's
 */
export function readTemplate(body: unknown, id: TemplateId): TemplateDefinition {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const read = readShape(templateDefinition, isObject ? { id, ...body } : body);
  if ('value' in read && read.value.id === id) return read.value;
  const message = `the address says "${id}"; send the same id, or leave it out`;
  const other: readonly Problem[] = [{ code: 'other-id', path: 'id', message }];
  const problems = 'problems' in read ? read.problems : other;
  throw new NotPublished('invalid', problemsText('This is not a template yet', problems), { problems });
}
