import { describe, expect, test } from 'vitest';
import { readReport } from '../../channels/report.ts';

const PATH = 'bounces+0123-abcd@example.com';
const PAGE = 'https://sojourn.example.com/u/token';

/** A mail in parts, in the shape of the examples of RFC 3464 and RFC 5965. */
function inParts(
  report: string,
  to: string,
  machine: readonly [type: string, text: string],
  original: string,
): Uint8Array {
  return Buffer.from(
    `From: Mail <MAILER-DAEMON@mx.example.net>
To: ${to}
Subject: Report
MIME-Version: 1.0
Content-Type: multipart/report; report-type=${report}; boundary="cut"

--cut
Content-Type: text/plain

Something happened to your message.

--cut
Content-Type: ${machine[0]}

${machine[1]}

--cut
${original}
--cut--
`.replaceAll('\n', '\r\n'),
  );
}

const RETURNED = `Content-Type: message/rfc822

From: Shop <shop@example.com>
To: ann@example.net
List-Unsubscribe: <${PAGE}>,
 <mailto:shop@example.com?subject=unsubscribe>
Subject: Hello

Hello`;
const HEADERS_ONLY = `Content-Type: text/rfc822-headers

Return-Path: <${PATH}>
List-Unsubscribe: <${PAGE}>
`;

function bounced(status: string, { action = 'failed', diagnostic = '', original = RETURNED } = {}): Uint8Array {
  const machine = `Reporting-MTA: dns; mx.example.net

Original-Recipient: rfc822;ann@example.net
Final-Recipient: rfc822;ann@elsewhere.example
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; ${diagnostic}`;
  return inParts('delivery-status', `<${PATH}>`, ['message/delivery-status', machine], original);
}

describe('a bounce', () => {
  test('is read with whom it was for, and what message it was', async () => {
    expect(await readReport(bounced('5.1.1'))).toEqual({
      kind: 'bounce',
      is: 'hard',
      status: '5.1.1',
      recipient: 'ann@example.net',
      returnPaths: [`<${PATH}>`],
      wayOut: [PAGE],
    });
  });

  test('may give back the head of the message alone', async () => {
    const report = await readReport(bounced('5.1.1', { original: HEADERS_ONLY }));
    expect(report).toMatchObject({ returnPaths: [`<${PATH}>`, `<${PATH}>`], wayOut: [PAGE] });
  });

  test.each([
    ['5.1.1', '', 'hard'],
    ['5.1.2', '', 'hard'],
    ['5.2.1', '', 'hard'],
    ['5.0.0', '550 5.1.1 no such user', 'hard'],
    ['5.2.2', '552 5.2.2 mailbox full', 'soft'],
    ['5.0.0', '550 no', 'soft'],
    ['4.4.7', '', 'soft'],
    ['5.7.1', '550 5.7.1 blocked', 'blocked'],
    ['5.1.8', '', 'blocked'],
    ['5.6.0', '', 'blocked'],
  ])('%s (%s) is %s', async (status, diagnostic, is) => {
    expect(await readReport(bounced(status, { diagnostic }))).toMatchObject({ kind: 'bounce', is });
  });

  test.each(['delayed', 'delivered', 'relayed', 'expanded'])('that says %s is none', async (action) => {
    expect(await readReport(bounced('4.4.1', { action }))).toBeNull();
  });
});

describe('a complaint', () => {
  const complained = (type: string) =>
    inParts(
      'feedback-report',
      'fbl@example.com',
      [
        'message/feedback-report',
        `Feedback-Type: ${type}\nUser-Agent: SomeGenerator/1.0\nVersion: 1\nOriginal-Mail-From: <${PATH}>\nOriginal-Rcpt-To: <ann@example.net>`,
      ],
      RETURNED,
    );

  test('is read with its type, and what message it was', async () => {
    expect(await readReport(complained('abuse'))).toEqual({
      kind: 'complaint',
      feedback: 'abuse',
      recipient: 'ann@example.net',
      returnPaths: ['fbl@example.com', `<${PATH}>`],
      wayOut: [PAGE],
    });
  });

  test('is none where somebody says that it is no spam', async () => {
    expect(await readReport(complained('not-spam'))).toBeNull();
  });
});

test.each(['', 'not a mail', 'From: a@example.com\r\nSubject: I am away\r\n\r\nUntil Monday.', '\u0000\uffff'])(
  'any other mail is no report: %#',
  async (text) => expect(await readReport(Buffer.from(text))).toBeNull(),
);
