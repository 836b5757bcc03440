import type { DrawInput, DrawnPage } from '../shared/ocrContract.ts';
import { grayPng } from './grayPng.ts';
import type { LastOpened } from './LastOpened.ts';
import { boundedScale, usualPixels } from './PageSource.ts';

/** Draws one page as it is shown, about `widthPx` wide. `isUpright`: places on the unrotated page are in the same place on the picture. */
export async function drawPage({ widthPx, ...input }: DrawInput, documents: LastOpened): Promise<DrawnPage> {
  await using page = await documents.page({ ...input, languages: [] });
  const picture = await page.draw(boundedScale(page.width, page.height, widthPx / Math.max(page.width, 1), usualPixels));
  const corner = page.toPage({ x: 0, y: 0 });
  return { png: grayPng(picture), widthPx: picture.width, heightPx: picture.height, pageWidth: page.pageWidth, pageHeight: page.pageHeight, isUpright: Math.abs(corner.x) < 0.01 && Math.abs(corner.y) < 0.01 && Math.abs(page.width - page.pageWidth) < 0.01 };
}
