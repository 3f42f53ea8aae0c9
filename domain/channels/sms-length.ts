/** How a text goes out as SMS. */
export interface SmsLength {
  /** GSM-7 where every sign is in the alphabet of GSM 03.38, else UCS-2, in which much less fits into a segment. */
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** What it takes: septets of GSM-7, or units of UTF-16. */
  readonly units: number;
  /** What is sent and paid for; 0 for an empty text. */
  readonly segments: number;
  /** Units that still fit into the last segment. */
  readonly left: number;
}

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Each takes two septets: an escape, and itself. */
const EXTENDED = '\f^{}\\[~]|€';

const basic: ReadonlySet<string> = new Set(BASIC);
const extended: ReadonlySet<string> = new Set(EXTENDED);

/** Units of one segment that stands alone, and of one of several, which has a header of 6 bytes. */
const ROOM = { 'GSM-7': { alone: 160, among: 153 }, 'UCS-2': { alone: 70, among: 67 } } as const;

/**
 * Encoding and segments of a text, by 3GPP TS 23.038 (the alphabets) and TS 23.040 (the header of parts): no sign, and no pair of UTF-16
 * units, is torn between two segments.
 */
export function smsLength(text: string): SmsLength {
  const signs = Array.from(text);
  const isGsm = signs.every((sign) => basic.has(sign) || extended.has(sign));
  const encoding = isGsm ? 'GSM-7' : 'UCS-2';
  const sizes = signs.map((sign) => (isGsm ? (extended.has(sign) ? 2 : 1) : sign.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, among } = ROOM[encoding];
  if (units === 0) return { encoding, units, segments: 0, left: alone };
  if (units <= alone) return { encoding, units, segments: 1, left: alone - units };
  let [segments, used] = [1, 0];
  for (const size of sizes) {
    if (used + size > among) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, units, segments, left: among - used };
}
