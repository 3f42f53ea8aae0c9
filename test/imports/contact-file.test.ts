import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contactColumns, readContacts, type ContactLine, type ContactRefusal } from '../../imports/contact-file.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');

async function read(text: string | Uint8Array, mapping: Readonly<Record<string, string>> = {}) {
  async function* chunks() {
    yield Buffer.from(text);
  }
  const contacts: ContactLine[] = [];
  const refused: ContactRefusal[] = [];
  for await (const batch of readContacts(chunks(), { mapping, now: NOW })) {
    contacts.push(...batch.contacts);
    refused.push(...batch.refused);
  }
  return { contacts, refused };
}

const OF_EMAIL = { channel: 'email', purpose: 'marketing' } as const;

test('a row may speak of any channel and purpose; a number is taken however it is written', async () => {
  const { contacts, refused } = await read(
    [
      'customer,sms,telegram,consent,channel,purpose',
      'c-1,+90 (532) 123-45.67,,granted,SMS,service',
      'c-2,,77,withdrawn,telegram,',
      'c-3,0532 1234567,,,,',
      'c-4,,,granted,fax,',
      'c-5,,,granted,sms,fun',
    ].join('\n'),
  );
  expect(contacts).toEqual([
    {
      line: 2,
      customer: 'c-1',
      addresses: { sms: '+905321234567' },
      consent: { channel: 'sms', purpose: 'service', status: 'granted' },
    },
    {
      line: 3,
      customer: 'c-2',
      addresses: { telegram: '77' },
      consent: { channel: 'telegram', purpose: 'marketing', status: 'withdrawn' },
    },
  ]);
  expect(refused.map(({ line, column }) => [line, column])).toEqual([
    [4, 'sms'],
    [5, 'channel'],
    [6, 'purpose'],
  ]);
});

test('a row says what its cells hold: an empty one leaves things as they are, and null forgets', async () => {
  const { contacts, refused } = await read(
    [
      '\ufeffcustomer;email;timezone;consent;consentAt',
      'c-1;ada@example.com;Europe/London;granted;2026-01-02T10:00:00+01:00',
      'c-2; bob@example.com ;;;',
      'c-3;null;null;Withdrawn;',
      ';;;;',
      '"c;4";"ada@example.com";;;',
    ].join('\r\n'),
  );
  expect(refused).toEqual([]);
  expect(contacts).toEqual([
    {
      line: 2,
      customer: 'c-1',
      addresses: { email: 'ada@example.com' },
      timezone: 'Europe/London',
      consent: { ...OF_EMAIL, status: 'granted', at: Date.parse('2026-01-02T09:00:00Z') },
    },
    { line: 3, customer: 'c-2', addresses: { email: 'bob@example.com' } },
    {
      line: 4,
      customer: 'c-3',
      addresses: { email: null },
      timezone: null,
      consent: { ...OF_EMAIL, status: 'withdrawn' },
    },
    { line: 6, customer: 'c;4', addresses: { email: 'ada@example.com' } },
  ]);
});

test.each([
  ['blank lines', '\n\r\n;;\n'],
  ['a line that names the separator', 'sep=;\r\n'],
])('%s may stand before the header', async (_what, before) => {
  const { contacts, refused } = await read(`${before}customer;email\n\nc-1;ada@example.com\n`);
  expect({ customers: contacts.map(({ customer }) => customer), refused }).toEqual({ customers: ['c-1'], refused: [] });
});

test('a column is found by its own name however that is written', async () => {
  const { contacts } = await read(
    'Customer,E-Mail,Consent,consent_at\nc-1,ada@example.com,granted,2026-01-02T10:00:00Z\n',
  );
  const at = Date.parse('2026-01-02T10:00:00Z');
  const consent = { ...OF_EMAIL, status: 'granted', at };
  expect(contacts).toEqual([{ line: 2, customer: 'c-1', addresses: { email: 'ada@example.com' }, consent }]);
});

test('columns may have other names, and those nobody named are left alone', async () => {
  const { contacts } = await read('Customer ID,E-Mail,Phone\nc-1,ada@example.com,+49170', {
    customer: 'Customer ID',
    email: 'E-Mail',
  });
  expect(contacts).toEqual([{ line: 2, customer: 'c-1', addresses: { email: 'ada@example.com' } }]);
});

describe('a row that is not right is refused by its line and column, and costs no other', () => {
  test.each([
    [',ada@example.com,,,', 'customer', 'malformed-id', /customer id/],
    ['ada@example.com,ada@example.com,,,', 'customer', 'malformed-id', /pseudonym/],
    ['c-1,ada.example.com,,,', 'email', 'no-address', /no e-mail address/],
    [`c-1,${'a'.repeat(250)}@example.com,,,`, 'email', 'no-address', /.*/],
    ['c-1,,Mars/Olympus,,', 'timezone', 'no-zone', /IANA/],
    ['c-1,,,maybe,', 'consent', 'no-word', /granted or withdrawn/],
    ['c-1,,,granted,2.1.2026', 'consentAt', 'no-time', /ISO 8601/],
    ['c-1,,,granted,2026-06-15T12:00:01Z', 'consentAt', 'future', /future/],
    ['c-1,ada@example.com', null, 'columns', /2 columns, the header 5/],
    ['c-1,ada@example.com,,,,more', null, 'columns', /6 columns/],
    ['c-1,"ada@example.com,,,', null, 'quotes', /never closed/],
  ])('%s', async (row, column, reason, message) => {
    const good = 'c-9,ada@example.com,,,';
    const { contacts, refused } = await read(`customer,email,timezone,consent,consentAt\n${row}\n${good}\n`);
    expect(contacts.map(({ line }) => line)).toEqual([3]);
    expect(refused).toEqual([{ line: 2, reason, column, message: expect.stringMatching(message) }]);
  });
});

test('no message shows what a cell holds, whatever it holds', async () => {
  const secret = 'jane.private-person';
  const cells = fc.array(fc.constantFrom('', `${secret}@example.com`, secret, `"${secret}`, 'c-1', 'null', 'granted'), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(cells, { maxLength: 20 }), async (rows) => {
      const text = ['customer,email,timezone,consent', ...rows.map((row) => row.join(','))].join('\n');
      const { contacts, refused } = await read(text);
      expect(JSON.stringify(refused)).not.toContain(secret);
      const lines = [...contacts, ...refused].map(({ line }) => line);
      expect(new Set(lines).size).toBe(lines.length);
    }),
  );
});

describe('a header', () => {
  test.each([
    ['', /empty/],
    ['email,consent\n', /no column "customer"/],
    ['customer,phone\n', /no column holds anything/],
    ['customer,email,email\n', /2 columns "email"/],
    ['customer\0\n', /not UTF-8/],
    ['PK\u0003\u0004 sheet', /workbook/],
    ['\n ;;\n', /empty/],
  ])('%j is refused with what to do', (head, message) => {
    const faults = contactColumns(head, {});
    expect(Array.isArray(faults) && faults.map((fault) => fault.message)).toEqual([expect.stringMatching(message)]);
  });

  test('that lacks a mapped column says which there are', () => {
    const faults = contactColumns('customer,email\n', { email: 'E-Mail' });
    expect(faults).toEqual([
      {
        code: 'column',
        path: 'map.email',
        message: 'there is no column "E-Mail" for email; columns present: "customer", "email"',
      },
    ]);
  });
});
