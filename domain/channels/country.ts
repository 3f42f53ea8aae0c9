/** A country by two capital letters (ISO 3166-1), such as `TR`. */
export type Country = string;

/** How attributes of people write a country besides its two letters; others are not known by name. */
const NAMED: ReadonlyMap<string, Country> = new Map([
  ['TUR', 'TR'],
  ['TURKEY', 'TR'],
  ['TURKIYE', 'TR'],
  ['TÜRKIYE', 'TR'],
  ['TÜRKİYE', 'TR'],
  ['USA', 'US'],
  ['UK', 'GB'],
]);

/** The country that an attribute names; `undefined`: none that is known. */
export function countryNamed(said: unknown): Country | undefined {
  if (typeof said !== 'string') return undefined;
  const text = said.trim().toUpperCase();
  return NAMED.get(text) ?? (/^[A-Z]{2}$/.test(text) ? text : undefined);
}

/**
 * Calling codes (ITU-T E.164) and their country. Codes that several countries share stand for the largest of them: +1 is
 * the United States, whose hours are the stricter ones, +7 Russia, +44 the United Kingdom.
 */
const CODES =
  'US1 EG20 ZA27 GR30 NL31 BE32 FR33 ES34 HU36 IT39 RO40 CH41 AT43 GB44 DK45 SE46 NO47 PL48 DE49 PE51 MX52 CU53 AR54 BR55 ' +
  'CL56 CO57 VE58 MY60 AU61 ID62 PH63 NZ64 SG65 TH66 RU7 KZ76 KZ77 JP81 KR82 VN84 CN86 TR90 IN91 PK92 AF93 LK94 MM95 IR98 ' +
  'MA212 DZ213 TN216 LY218 SN221 CI225 NG234 CM237 AO244 SD249 RW250 ET251 SO252 KE254 TZ255 UG256 ZM260 ZW263 GH233 ' +
  'PT351 LU352 IE353 IS354 AL355 MT356 CY357 FI358 BG359 LT370 LV371 EE372 MD373 AM374 BY375 UA380 RS381 ME382 XK383 ' +
  'HR385 SI386 BA387 MK389 CZ420 SK421 LI423 GT502 SV503 HN504 NI505 CR506 PA507 BO591 EC593 PY595 UY598 HK852 KH855 ' +
  'BD880 TW886 LB961 JO962 SY963 IQ964 KW965 SA966 YE967 OM968 PS970 AE971 IL972 BH973 QA974 MN976 NP977 TJ992 TM993 AZ994 ' +
  'GE995 KG996 UZ998';

const BY_CODE: ReadonlyMap<string, Country> = new Map(
  CODES.split(' ').map((one) => [one.slice(2), one.slice(0, 2)] as const),
);
const LONGEST = 3;

/** The country of a telephone number in E.164, by its calling code; `undefined` where it is not known. */
export function countryOfNumber(number: string): Country | undefined {
  if (!number.startsWith('+')) return undefined;
  for (let length = LONGEST; length > 0; length -= 1) {
    const found = BY_CODE.get(number.slice(1, 1 + length));
    if (found !== undefined) return found;
  }
  return undefined;
}
