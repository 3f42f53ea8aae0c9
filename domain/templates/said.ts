import { attributeOf } from '../attributes/attributes.ts';
import type { TemplateId } from '../ids.schema.ts';
import { CustomerFacts } from '../journey/conditions/condition.ts';
import type { JourneyContext } from '../journey/walk/context.ts';
import { choose, LOCALE } from './choose.ts';
import { textIn, type TextName, type Texts } from './template.ts';

/** A text of a template, and its name. */
export interface Said {
  readonly name: TextName;
  readonly texts: Texts;
}

/**
 * What the version in force says to this customer now.
 * @returns `null` where there is no such template, or nothing in it for them; publishing refuses both
 */
export function saidTo(context: JourneyContext, id: TemplateId): Said | null {
  const published = context.playbook.templates.get(id);
  if (published === undefined) return null;
  const { version, template } = published;
  const choice = choose(template, new CustomerFacts(context), attributeOf(context.state, LOCALE));
  if (choice === null) return null;
  const name = { variant: choice.variant.id, language: choice.language.language };
  const texts = textIn(template, name);
  return texts === undefined ? null : { texts, name: { id: template.id, version, ...name } };
}
