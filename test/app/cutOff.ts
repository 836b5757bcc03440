import type { Page } from 'playwright-core';

/** Words that are cut off with nothing to show it, and controls that stick out of the window. */
export async function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [...document.querySelectorAll<HTMLElement>('button, h1, h2, h3, label, .for, .account span')].flatMap((element) => {
    const box = element.getBoundingClientRect();
    const isThere = element.checkVisibility() && box.width > 0;
    const isOut = box.right > window.innerWidth + 1 || box.left < -1;
    const style = getComputedStyle(element);
    const isCut = style.overflow === 'hidden' && style.textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1;
    return isThere && (isOut || isCut) ? [element.innerText] : [];
  }));
}
