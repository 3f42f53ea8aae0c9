import { EXCEPTIONS, ROOMS } from './rooms.ts';
import { GROUPS } from './uses.ts';

const FROM = '<!-- rooms -->';
const TO = '<!-- /rooms -->';

/** The table of rooms as Markdown, line by line; without padding. */
export function tableLines(): readonly string[] {
  const list = (entries: readonly string[] = []) => entries.map((entry) => `\`${entry}\``).join(' ');
  return [
    row('files', 'import rooms and files', 'packages', 'types only', 'globals'),
    row('---', '---', '---', '---', '---'),
    ...ROOMS.map(({ covers, files, packages, types, groups, uses }) => {
      const globals = [...groups, list(uses)].filter((part) => part !== '').join(', ');
      return row(list(covers), list(files), list(packages), list(types), globals);
    }),
    '',
    ...Object.entries(GROUPS).map(([group, members]) => `- ${group}: ${list(members)}`),
    '',
    row('exception', 'may', 'because'),
    row('---', '---', '---'),
    ...EXCEPTIONS.map(({ file, imports = [], uses = [], because }) =>
      row(`\`${file}\``, list([...imports, ...uses]), because),
    ),
  ];
}

/** The text with the table between the two marks. Throws if a mark is missing. */
export function withTable(text: string): string {
  return `${around(text).before}\n\n${tableLines().join('\n')}\n\n${around(text).after}`;
}

/** The lines that stand between the marks, without the padding of a formatted table. */
export function writtenLines(text: string): readonly string[] {
  return around(text)
    .between.trim()
    .split('\n')
    .map((line) => (line.startsWith('|') ? row(...line.slice(1, -1).split('|').map(plain)) : line));
}

function plain(cell: string): string {
  return cell.trim().replace(/^-+$/, '---');
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function around(text: string): { readonly before: string; readonly between: string; readonly after: string } {
  const [from, to] = [text.indexOf(FROM), text.indexOf(TO)];
  if (from < 0 || to < from) throw new Error(`ARCHITECTURE.md has no table of rooms: put ${FROM} and ${TO} around it.`);
  const start = from + FROM.length;
  return { before: text.slice(0, start), between: text.slice(start, to), after: text.slice(to) };
}
