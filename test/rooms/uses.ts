/**
 * What a program may use without importing it, in groups. Names are those that `readSource` reports: `Date` and `Math`
 * stand for what depends on arguments alone, and what asks the machine has a name of its own.
 */
export const GROUPS = {
  /** The language itself: the same result everywhere, for the same arguments. Every room may use it. */
  language: words(
    `Array BigInt Boolean Date Error Float32Array Float64Array Infinity JSON Map Math NaN Number Object Promise RangeError Reflect
     RegExp Set String Symbol SyntaxError TypeError Uint8Array WeakMap decodeURIComponent encodeURIComponent parseInt
     undefined`,
  ),
  /** Text and addresses, as every host reads them. */
  text: words('TextDecoder TextEncoder URL'),
  /** What only pages have, or have as well. */
  browser: words(
    `document window navigator location history localStorage sessionStorage matchMedia
     addEventListener removeEventListener Element fetch Blob File FormData DOMException EventSource URLSearchParams
     IntersectionObserver ResizeObserver requestAnimationFrame cancelAnimationFrame`,
  ),
  /** Waiting, and calling off what others wait for. */
  timers: words('setTimeout clearTimeout setInterval clearInterval setImmediate AbortController AbortSignal'),
  /** What depends on the place and the language of the machine. */
  locale: words(
    `Intl localeCompare toLocaleString toLocaleDateString toLocaleTimeString toLocaleLowerCase toLocaleUpperCase
     toDateString toTimeString getTimezoneOffset getFullYear setFullYear getMonth setMonth getDate setDate getDay
     getHours setHours getMinutes setMinutes getSeconds setSeconds getMilliseconds setMilliseconds`,
  ),
} as const;

export type Group = keyof typeof GROUPS;

/** Properties that depend on the machine, on whatever they are called. */
export const LOCAL_PROPERTIES: ReadonlySet<string> = new Set(GROUPS.locale);

/** The words of a text, however it is broken into lines. */
export function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
