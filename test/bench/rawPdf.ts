import { readFileSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** pdf.js alone: opens each file and takes the text of each page, nothing more. Prints pages, seconds and processor seconds as JSON. */
async function main(paths: readonly string[]): Promise<void> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  let pages = 0;
  for (const path of paths) {
    const document = await getDocument({ data: new Uint8Array(readFileSync(path)), useSystemFonts: true, verbosity: 0 }).promise;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      await page.getTextContent();
      page.cleanup();
      pages += 1;
    }
    await document.loadingTask.destroy();
  }
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ pages, seconds: (performance.now() - start) / 1_000, processorSeconds: (user + system) / 1e6 }));
}

await main(process.argv.slice(2));
