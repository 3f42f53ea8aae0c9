import type { SyntheticEvent } from 'react';

interface MailFrameProps {
  readonly html: string;
  readonly title: string;
  readonly isPhone: boolean;
}

/**
 * A mail with its styles. The policy of these pages lets no style in that is written in HTML, also within a frame, so they are put aside as
 * it is read and set by the page afterwards. No script of a mail is ever run.
 */
export function MailFrame({ html, title, isPhone }: MailFrameProps) {
  return (
    <iframe
      className={isPhone ? 'phone' : undefined}
      sandbox="allow-same-origin"
      srcDoc={withStylesAside(html)}
      title={title}
      onLoad={setStyles}
    />
  );
}

const ASIDE = 'data-aside';

function withStylesAside(html: string): string {
  return html
    .replaceAll(/<style\b[^>]*>/gi, `<template ${ASIDE}>`)
    .replaceAll(/<\/style\s*>/gi, '</template>')
    .replaceAll(/\sstyle\s*=\s*(?=["'])/gi, ` ${ASIDE}=`);
}

function setStyles({ currentTarget }: SyntheticEvent<HTMLIFrameElement>): void {
  const page = currentTarget.contentDocument;
  if (page === null) return;
  for (const written of page.querySelectorAll<HTMLElement>(`[${ASIDE}]:not(template)`)) {
    written.style.cssText = written.getAttribute(ASIDE) ?? '';
  }
  const sheets = [...page.querySelectorAll<HTMLTemplateElement>(`template[${ASIDE}]`)].map((aside) => {
    const sheet = new (page.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(aside.content.textContent ?? '');
    return sheet;
  });
  page.adoptedStyleSheets = sheets;
}
