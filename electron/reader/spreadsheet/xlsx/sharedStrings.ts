import { walkXml } from '../../xml.ts';

/** More than there may be cells. */
const mostStrings = 5_000_000;

/** Texts that cells refer to by number. Errors: file-damaged, limit-exceeded. */
export function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let inText = false;
  let reading = 0;
  let current = '';
  walkXml(xml, {
    open: (name) => {
      if (name === 'si') current = '';
      // How a text is pronounced stands beside it.
      if (name === 'rPh') reading += 1;
      if (name === 't') inText = reading === 0;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') reading -= 1;
      if (name === 'si' && strings.length < mostStrings) strings.push(current);
    },
    text: (text) => { if (inText) current += text; },
  });
  return strings.map(withoutEscapes);
}

/** Characters XML cannot hold are written `_x000D_`. */
export function withoutEscapes(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/\r\n?/g, '\n') : text;
}
