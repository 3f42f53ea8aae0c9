import type { PlacementContent } from '../effect.ts';
import type { RenderFaultName } from '../words/render-fault.ts';

const LONGEST_TITLE = 200;
const LONGEST_BODY = 1_000;
const LONGEST_URL = 2_000;
const ADDRESS = /^https?:\/\/[^\s"'<>\\]+$/i;

/**
 * What was rendered, as pages show it: no white space around it, and cut where it is longer than anybody reads there.
 * @returns a problem where nothing is left to be read, or where the address is none
 */
export function asShown(
  rendered: ReadonlyMap<string, string>,
): Pick<PlacementContent, 'title' | 'body' | 'url'> | { readonly problem: string; readonly fault: RenderFaultName } {
  const part = (name: string) => (rendered.get(name) ?? '').trim();
  const [title, body, url] = [part('title'), part('body'), part('url')];
  if (title === '') {
    return { problem: 'title: nothing is left of it when it is rendered', fault: { code: 'empty', part: 'title' } };
  }
  const said = { title: cut(title, LONGEST_TITLE), body: cut(body, LONGEST_BODY) };
  // An address that comes to nothing is no link; one that comes to something else is a mistake.
  if (url === '') return said;
  if (url.length > LONGEST_URL || !ADDRESS.test(url) || !URL.canParse(url)) {
    const problem = 'url: what is rendered is no http or https address; url_encode what may hold spaces';
    return { problem, fault: { code: 'no-address', part: 'url' } };
  }
  return { ...said, url };
}

function cut(text: string, longest: number): string {
  // By characters and not by halves of them: an emoji is never cut in two.
  const signs = Array.from(text);
  return signs.length <= longest ? text : `${signs.slice(0, longest - 1).join('')}…`;
}
