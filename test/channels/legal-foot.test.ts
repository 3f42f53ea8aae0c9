import { describe, expect, test } from 'vitest';
import { withFoot } from '../../channels/legal-foot.ts';

const OUT = 'https://sojourn.example.com/u/token';
const sender = { company: 'Tea & Sons', postalAddress: '1 Example Street, London' };
const foot = { sender, wayOut: OUT, language: 'en' };
const mail = { html: '<p>Hello</p>', text: 'Hello' };

describe('the foot of a mail', () => {
  test('says who sends it and how to stop it, in both parts', () => {
    const { html, text } = withFoot(mail, foot);
    expect(html).toMatch(/^<p>Hello<\/p><p [^>]*>Tea &amp; Sons, 1 Example Street, London<br><a href="https/);
    expect(text).toBe(`Hello\n\n-- \nTea & Sons, 1 Example Street, London\nUnsubscribe: ${OUT}\n`);
  });

  test('is in the language of the mail, and in English where nobody knows the words', () => {
    expect(withFoot(mail, { ...foot, language: 'tr-TR' }).html).toContain('>Abonelikten çık</a>');
    expect(withFoot(mail, { ...foot, language: 'fi' }).text).toContain(`Unsubscribe: ${OUT}`);
  });

  test('stands inside of the page', () => {
    const { html } = withFoot({ ...mail, html: '<html><body>Hello</body></html>' }, foot);
    expect(html).toMatch(/^<html><body>Hello<p .*<\/p><\/body><\/html>$/);
  });

  test('repeats nothing that the author has written', () => {
    const own = {
      html: `<p>Tea &amp; Sons, 1 Example Street, London</p><a href="${OUT}#choices">Choose</a>`,
      text: `Tea & Sons, 1 Example Street, London\n${OUT}`,
    };
    expect(withFoot(own, foot)).toEqual(own);
    expect(withFoot({ ...own, html: '<p>Tea &amp; Sons</p>' }, foot).html).toMatch(/>1 Example Street, London<br>/);
  });

  test('has only the way out where nobody has said who sends', () => {
    const { html } = withFoot(mail, { ...foot, sender: { company: null, postalAddress: null } });
    expect(html).toMatch(/^<p>Hello<\/p><p [^>]*><a href="[^"]*" style="[^"]*">Unsubscribe<\/a><\/p>$/);
  });
});
