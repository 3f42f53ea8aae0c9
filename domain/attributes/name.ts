const LONGEST_NAME = 40;
const NAME = /^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/;

/** Whether a text may be the name of an attribute. */
export function isAttributeName(text: string): boolean {
  return NAME.test(text) && text.length <= LONGEST_NAME;
}

/** The same in words. */
export const ATTRIBUTE_NAME_SAID = `the name of an attribute is 1 to ${LONGEST_NAME} lower-case letters and digits, with hyphens or underscores between them, such as plan or renewal_date`;
