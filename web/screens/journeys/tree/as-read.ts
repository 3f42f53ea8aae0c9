const FORK =
  /\{%-?\s*(?:if|unless|case)\b(?:(?!%\}).)*%\}((?:(?!\{%-?\s*(?:if|unless|case)\b)[\s\S])*?)\{%-?\s*end(?:if|unless|case)\s*-?%\}/;
const WAYS = /\{%-?\s*(?:else|elsif|when)\b(?:(?!%\}).)*%\}/;

/**
 * A text with Liquid as most people read it, for where there is room for one line: of a fork the last way, which is taken
 * where nothing is known, and no other tags. What is put in for each reader stays as it is written.
 */
export function asRead(source: string): string {
  let text = source;
  for (let fork = FORK.exec(text); fork !== null; fork = FORK.exec(text)) {
    const [whole, ways = ''] = fork;
    text = text.replace(whole, () => ways.split(WAYS).at(-1) ?? '');
  }
  return text.replaceAll(/\{%[\s\S]*?%\}/g, '').trim();
}
