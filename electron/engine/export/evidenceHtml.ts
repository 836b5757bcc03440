import type { Answer, Message, Rectangle, Source } from '../../shared/schemas.ts';
import { phrasesFor, placeWithSection } from '../text/phrases.ts';
import { exportWords, type ExportLanguage } from './exportWords.ts';
import { xmlText } from './xml.ts';

/** A page cited: its picture where there is one, and where on it the quote stands, in hundredths of its width and height. */
export type EvidencePage = { readonly n: number | null; readonly picture: string | null; readonly marks: readonly Pick<Rectangle, 'x' | 'y' | 'width' | 'height'>[]; readonly text: string; readonly sha256: string | null; readonly isChanged: boolean };
export type Evidence = {
  readonly madeMs: number; readonly version: string; readonly message: Message & { readonly answer: Answer }; readonly sources: readonly (Omit<Source, 'n'> & { readonly n: number | null })[];
  readonly pages: readonly EvidencePage[]; readonly models: readonly { readonly id: string; readonly role: string; readonly sha256: string | null }[]; readonly settings: Readonly<Record<string, string>>;
};

/** Nothing is fetched and no script runs, whatever the quotes say: only pictures beside this file and its own styles. */
const policy = `default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
const styles = `body{font:16px/1.5 Georgia,serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}h1,h2,h3{line-height:1.2}small,footer,dt{color:#555}blockquote{margin:.5rem 0;padding:.5rem 1rem;border-left:4px solid #c90;background:#fffbe8;white-space:pre-wrap}`
  + `figure{margin:1rem 0;position:relative;border:1px solid #bbb}figure img{display:block;width:100%}figure i{position:absolute;background:#fd0;opacity:.4}pre{white-space:pre-wrap;font:14px/1.45 ui-monospace,monospace;background:#f6f6f6;padding:1rem}code{word-break:break-all}table{border-collapse:collapse}td{padding:.15rem .75rem .15rem 0;vertical-align:top}@media print{details>*{display:block}}`;

/** One page that any browser opens, made of text alone. Pure. */
export function evidenceHtml({ madeMs, version, message, sources, pages, models, settings }: Evidence, language: ExportLanguage): string {
  const [words, phrases] = [exportWords(language), phrasesFor(language)];
  const { answer } = message;
  const sentence = ({ text, support, citations, note }: Answer['sentences'][number]): string => `<p>${escaped(text)} ${citations.map((n) => `<a href="#source-${n}">[${n}]</a>`).join(' ')}<br><small>${escaped([words.supports[support], note ?? ''].filter((part) => part !== '').join(' · '))}</small></p>`;
  const source = (quote: Evidence['sources'][number], index: number): string => {
    const page = pages[index];
    const texts = [quote.header?.quote, quote.quote, quote.continues?.quote].flatMap((text) => (text === undefined ? [] : [`<blockquote>${escaped(text)}</blockquote>`])).join('');
    const marks = page?.marks.map(({ x, y, width, height }) => `<i style="left:${x.toFixed(2)}%;top:${y.toFixed(2)}%;width:${width.toFixed(2)}%;height:${height.toFixed(2)}%"></i>`).join('') ?? '';
    const shown = page?.picture === null || page === undefined ? `<p><small>${words.noPicture}</small></p>` : `<figure><img src="${escaped(page.picture)}" alt="${escaped(placeWithSection(quote, phrases))}">${marks}</figure>`;
    return `<section id="source-${quote.n ?? `closest-${index + 1}`}"><h3>${quote.n === null ? '' : `[${quote.n}] `}${escaped(placeWithSection(quote, phrases))}</h3><p><small>${escaped(quote.path)}</small></p>${texts}${page?.isChanged === true ? `<p><strong>${words.changedSince}</strong></p>` : ''}${shown}<details><summary>${words.pageText}</summary><pre>${escaped(page?.text ?? '')}</pre></details></section>`;
  };
  const prints = [...new Map(sources.map(({ path }, index) => [path, pages[index]?.sha256 ?? '–'] as const)), ...models.map(({ id, sha256 }) => [id, sha256 ?? '–'] as const)];
  const rows = (pairs: readonly (readonly [string, string])[]): string => `<table>${pairs.map(([name, value]) => `<tr><td>${escaped(name)}</td><td><code>${escaped(value)}</code></td></tr>`).join('')}</table>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><title>${words.packTitle}</title><style>${styles}</style></head><body>
<h1>${words.packTitle}</h1><p><small>${words.packNote}</small></p>
<h2>${words.question}</h2><p>${escaped(message.question)}</p>
<h2>${words.answer}</h2><p><strong>${words.answerVerdicts[answer.verdict]}</strong></p>${answer.sentences.length === 0 ? `<p>${escaped(answer.answer)}</p>` : answer.sentences.map(sentence).join('\n')}
<p>${escaped(words.searched(answer.coverage.documents, answer.coverage.documentsTotal))} ${words.model}: ${answer.mode === 'quotes' || answer.model === null ? words.noModel : escaped(answer.model)}</p>
<h2>${answer.sources.length > 0 ? words.sources : words.closest}</h2>${sources.map(source).join('\n')}
<h2>${words.fingerprints}</h2>${rows(prints)}<h2>${words.settings}</h2>${rows(Object.entries(settings))}
<footer><p>${words.made} ${new Date(madeMs).toISOString()} · Carrel ${escaped(version)}</p></footer>
</body></html>
`;
}

/** Marks that turn the direction of text round could make a quote look like another. */
function escaped(text: string): string {
  return xmlText(text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd'));
}
