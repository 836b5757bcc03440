/** The pages before and after one: what shows and what does not are gone through apart. */
export function neighbours(shown: number, pages: number, hidden: readonly { readonly page: number }[], isHidden: boolean): { readonly previous: number | null; readonly next: number | null } {
  const numbers = new Set(hidden.map(({ page }) => page));
  const step = (by: 1 | -1): number | null => {
    for (let page = shown + by; page >= 1 && page <= pages; page += by) if (numbers.has(page) === isHidden) return page;
    return null;
  };
  return { previous: step(-1), next: step(1) };
}
