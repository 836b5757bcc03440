/** A title worth showing, or '' for names of programs and files, numbers and placeholders. */
export function meaningfulTitle(raw: string): string {
  const title = raw.replace(/[\s\0]+/gu, ' ').trim()
    .replace(/^(?:\p{L}+\s)?(?:word|powerpoint|excel|writer|openoffice|libreoffice)(?: document)?\s*[-–:]\s+/iu, '').replace(/^.*[\\/](?=[^\\/]+\.\w{2,5}$)/u, '');
  const letters = title.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 4 || letters < title.replace(/\s/g, '').length * 0.5 || title.length > 300) return '';
  if (/\.(?:docx?|dotx?|xlsx?|pptx?|pdf|indd|qxd|tex|dvi|ps|rtf|html?|odt|txt|p65|fm|cdr|ai|pub)$/iu.test(title)) return '';
  if (/^\(?(?:untitled|unspecified|anonymous|unknown|no title|document|print|test|page|scan(?:ned)?(?: document)?|noname|slide|titel|sans titre|ohne titel|presentation|template|word document|letter|memo)(?:\s*\(?\d*\)?)?$/iu.test(title)) return '';
  if (/\b(?:pdf ?creator|ghostscript|acrobat|quartz pdf|pdfcontext|pdftex|producer|distiller)\b/iu.test(title)) return '';
  return title;
}
