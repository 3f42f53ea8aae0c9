import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes.ts';

/** The numbers of the server's own `IndexedValueType`, by the names of the SDK. */
const INDEXED = { KEYWORD: 2, DATETIME: 6, KEYWORD_LIST: 7 } as const;

/** What is asked of the server's operator service. */
export interface AttributeService {
  listSearchAttributes(of: {
    namespace: string;
  }): Promise<{ readonly customAttributes: Readonly<Record<string, unknown>> }>;
  addSearchAttributes(to: { namespace: string; searchAttributes: Record<string, number> }): Promise<unknown>;
}

/** A namespace without them refuses every workflow that carries them. */
export class AttributesMissing extends Error {
  override readonly name = 'AttributesMissing';
}

/**
 * Adds the search attributes that the namespace lacks, such as those of a newer version. A server that lets nobody look
 * is taken to have them.
 * @throws AttributesMissing with the command that adds them, where this worker may not
 */
export async function prepareNamespace(service: AttributeService, namespace: string): Promise<void> {
  const known = await service.listSearchAttributes({ namespace }).then(
    ({ customAttributes }) => new Set(Object.keys(customAttributes)),
    () => null,
  );
  const missing = SEARCH_ATTRIBUTES.filter(({ name }) => known?.has(name) === false);
  if (missing.length === 0) return;
  try {
    const searchAttributes = Object.fromEntries(missing.map(({ name, type }) => [name, INDEXED[type]]));
    await service.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    const wanted = missing.map(({ name, type }) => `--name ${name} --type ${COMMAND_TYPES[type]}`).join(' ');
    throw new AttributesMissing(
      `The Temporal namespace ${namespace} lacks search attributes and lets this worker add none; add them: ` +
        `temporal operator search-attribute create --namespace ${namespace} ${wanted}`,
      { cause: error },
    );
  }
}

const COMMAND_TYPES = { KEYWORD: 'Keyword', DATETIME: 'Datetime', KEYWORD_LIST: 'KeywordList' } as const;
