import axe from 'axe-core';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** What axe finds wrong with the page as it stands, by the rules of WCAG 2.2 AA: one line a rule, with the elements. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    // A world of its own: the page's policy forbids scripts from outside, and nothing of axe stays behind in the page.
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' });
    await session.send('Runtime.evaluate', { contextId, expression: axe.source });
    const expression = `axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] }).then(({ violations, passes }) => ({
      rules: passes.length, problems: violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, any }) => html.slice(0, 160) + ' ' + (any[0]?.message ?? '')).join(' | ')),
    }))`;
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { contextId, expression, awaitPromise: true, returnByValue: true });
    const found = result.value as { rules: number; problems: readonly string[] } | undefined;
    if (found === undefined) throw new Error(`axe did not run: ${exceptionDetails?.exception?.description ?? exceptionDetails?.text ?? ''}`);
    return found.rules > 5 ? found.problems : ['axe found next to nothing to check'];
  } finally {
    await session.detach();
  }
}
