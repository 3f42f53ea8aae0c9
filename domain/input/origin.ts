/** Whether a text is the origin of pages as a browser sends it: scheme, host and perhaps a port, and nothing after it. */
export function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
