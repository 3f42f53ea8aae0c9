import { getClockContract } from '../api/workspaces/get-clock.contract.ts';
import { getSilenceContract } from '../api/silence/get-silence.contract.ts';
import type { WorkspaceInput } from '../api/workspaces/workspace.ts';
import { DAY } from '../domain/time.ts';
import { generateDemo, type DemoBase, type DemoSize } from './demo/base.ts';
import { get } from './demo/http.ts';
import { segmentTable } from './demo/segment-table.ts';
import { alignColumns, count } from './demo/table.ts';
import type { Running } from './running.ts';
import type { Servers } from './servers.ts';

export interface Shown {
  readonly workspace: WorkspaceInput;
  /** `null`: not the demo shop. */
  readonly demo: DemoSize | null;
  readonly dataDir: string;
}

/** As far as it is told of. */
type Welcoming = Pick<Running, 'url' | 'key' | 'workspace'> & {
  readonly servers: Pick<Servers, 'mongodbUri' | 'temporal'>;
};

const clockReply = getClockContract.output[200].json;
const silenceReply = getSilenceContract.output[200].json;

/** What runs where, what there is to see, and one line to paste. */
export async function welcome(running: Welcoming, shown: Shown): Promise<string> {
  const lines = [
    '',
    'Sojourn is running.',
    '',
    ...indent(places(running, shown)),
    '',
    ...(shown.demo ? await demo(running, shown.workspace, shown.demo) : emptyWorkspace(running)),
    '',
    ...views(running),
    'Ctrl-C stops everything; the data stay.',
  ];
  return lines.join('\n');
}

function places({ url, key, workspace, servers }: Welcoming, { dataDir }: Shown): readonly string[] {
  // Without user and password; there may be several hosts.
  const hosts = servers.mongodbUri.replace(/^[^/]*\/\/(?:[^@/]*@)?([^/?]*).*$/, '$1');
  return labelled([
    ['Pages', `${url}/open/${key}  ← start here`],
    ['API', url],
    ['Its calls', `${url}/docs`],
    ['Mailbox', `${url}/mailbox`],
    ['Temporal', servers.temporal.uiUrl ?? servers.temporal.address],
    ['MongoDB', hosts],
    ['Data', dataDir],
    ['Key', `${key}  (${workspace === null ? 'its workspace was deleted' : `workspace ${workspace}`})`],
  ]);
}

function labelled(rows: readonly (readonly [name: string, value: string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}

/** Lists of customers in the Temporal page, as its own filters say them. */
function views({ servers, workspace }: Welcoming): readonly string[] {
  const { uiUrl } = servers.temporal;
  if (uiUrl === undefined || workspace === null) return [];
  const own = `Workspace="${workspace}"`;
  const view = (query: string) => `${uiUrl}?query=${encodeURIComponent(query)}`;
  return [
    'In the Temporal page:',
    ...indent(
      labelled([
        ['- every customer of the workspace:', view(`${own} AND WorkflowType="customer"`)],
        ['- those at risk:', view(`${own} AND Segment="at-risk"`)],
        ['- those inside a journey:', view(`${own} AND ActiveJourneys IS NOT NULL`)],
        ['- whose work fails again and again:', view(`${own} AND TemporalReportedProblems IS NOT NULL`)],
      ]),
    ),
    '',
  ];
}

async function demo(running: Welcoming, workspace: WorkspaceInput, size: DemoSize): Promise<readonly string[]> {
  const { now } = await get(running, '/v1/clock', clockReply);
  const { timezone, currency, testClock = 0 } = workspace;
  const date = new Date(now).toLocaleString('en-GB', { timeZone: timezone, dateStyle: 'full', timeStyle: 'short' });
  return [
    `The demo shop is made up. Its test clock stands at ${date} (${timezone}).`,
    '',
    ...indent(await segmentTable(running, currency)),
    '',
    'Let a week pass:',
    '',
    `  ${curl(running, '/v1/clock', '{"advance":"7d"}')}`,
    '',
    ...(await whatHappens(running, generateDemo(testClock, size), Date.parse(now))),
  ];
}

async function whatHappens(running: Welcoming, { ahead }: DemoBase, now: number): Promise<readonly string[]> {
  const { days } = await get(running, '/v1/silence?days=7', silenceReply);
  const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + of(day), 0);
  const orders = ahead.filter(
    ({ type, at }) => type === 'purchase' && Date.parse(at) > now && Date.parse(at) <= now + 7 * DAY,
  ).length;
  const { url } = running;
  return [
    'It answers when everything that follows can be seen, mostly within half a minute. By then:',
    ...indent(
      alignColumns([
        [`- orders that lie ahead have been placed:`, count(orders)],
        [`- customers have become overdue or lapsed, but for those who bought:`, count(sum((day) => day.customers))],
        [
          `- customers have changed segment by silence alone, but for those who bought:`,
          count(sum((day) => day.moves)),
        ],
      ]),
    ),
    `  - journeys have begun for those who moved: read their mail at ${url}/mailbox`,
    `  - who moved, when and why: ${url}/v1/moves (with the key, as above)`,
  ];
}

function emptyWorkspace(running: Welcoming): readonly string[] {
  if (running.workspace === null) {
    const wanted = '{"id":"my-shop","currency":"EUR","timezone":"Europe/Berlin"}';
    return ['Make a workspace, and use the key that it answers:', '', `  ${curl(running, '/v1/workspaces', wanted)}`];
  }
  const event = '{"id":"order:1001","customer":"c-17","type":"purchase","amount":4000}';
  return [
    'Tell it of a purchase:',
    '',
    `  ${curl(running, '/v1/events', event)}`,
    '',
    `It answers "accepted". Where the customer stands now, and when that changes next: ${running.url}/v1/customers/c-17`,
  ];
}

function curl({ url, key }: Welcoming, path: string, body: string): string {
  return `curl -s ${url}${path} -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -d '${body}'`;
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
