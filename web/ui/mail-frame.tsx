import type { SyntheticEvent } from 'react';
import './mail-frame.css';

interface MailFrameProps {
  readonly html: string;
  readonly title: string;
  readonly isPhone?: boolean;
}

/**
 * A mail with its styles, as high as what it says. The policy of these pages lets no style in that is written in HTML, also within a frame,
 * so they are put aside as it is read and set by the page afterwards. No script of a mail is ever run.
 */
export function MailFrame({ html, title, isPhone = false }: MailFrameProps) {
  return (
    <iframe
      // Another width is another height.
      key={String(isPhone)}
      className={`mail-frame${isPhone ? ' phone' : ''}`}
      sandbox="allow-same-origin"
      srcDoc={withStylesAside(html)}
      title={title}
      onLoad={show}
    />
  );
}

const ASIDE = 'data-aside';
/** What programs for mail show that say nothing of their own; a mail overrules it. */
const BASE = ':where(html) { font: 14px/1.5 Arial, sans-serif; }';
/** Within the page a longer mail scrolls in its frame, px. */
const HIGHEST = 560;

function withStylesAside(html: string): string {
  return html
    .replaceAll(/<style\b[^>]*>/gi, `<template ${ASIDE}>`)
    .replaceAll(/<\/style\s*>/gi, '</template>')
    .replaceAll(/\sstyle\s*=\s*(?=["'])/gi, ` ${ASIDE}=`);
}

function show({ currentTarget: frame }: SyntheticEvent<HTMLIFrameElement>): void {
  const page = frame.contentDocument;
  if (page === null) return;
  setStyles(page);
  const { offsetHeight, clientHeight } = frame;
  frame.style.height = 'auto';
  frame.style.height = `${Math.min(page.documentElement.scrollHeight, HIGHEST) + offsetHeight - clientHeight}px`;
}

function setStyles(page: Document): void {
  for (const written of page.querySelectorAll<HTMLElement>(`[${ASIDE}]:not(template)`)) {
    written.style.cssText = written.getAttribute(ASIDE) ?? '';
  }
  const asides = [...page.querySelectorAll<HTMLTemplateElement>(`template[${ASIDE}]`)];
  const written = asides.map(({ content }) => content.textContent ?? '');
  page.adoptedStyleSheets = [BASE, ...written].map((rules) => {
    const sheet = new (page.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(rules);
    return sheet;
  });
}
