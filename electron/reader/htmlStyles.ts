type StyledElement = { readonly nodeName: string; getAttribute(name: string): string | null; setAttribute(name: string, value: string): void };
type Rule = { readonly tag: string; readonly classes: readonly string[]; readonly id: string; readonly weight: number; readonly usual: string; readonly important: string };

/** Longer style sheets and more rules are left alone: nothing is then known of classes. */
const [mostUnits, mostRules, mostOnOne] = [1_000_000, 20_000, 20];
const longestValue = 100;
/** What is written into one page altogether, UTF-16 units. */
const mostWritten = 20_000_000;
/** The only properties that are asked whether something shows. */
const telling = /^(?:display|visibility|opacity|color|background|background-color|(?:-webkit-)?background-clip|font|font-size|text-indent|position|left|top|right|bottom|margin-left|margin-top|overflow|(?:max-)?(?:height|width)|clip|clip-path|transform)$/;
const simple = /^([a-z][a-z\d]*)?((?:[.#][\w-]+)*)$/i;

/**
 * What the style sheets inside a page say of how its elements show, as far as it is certain: rules for an element by its name, class or id
 * alone. Where a rule holds only under some condition (what is around it, the size of the window, a pointer above it), its classes are left alone.
 */
export class HtmlStyles {
  /** False where there may be colours that are not known here. */
  readonly isComplete: boolean;
  readonly #rules = new Map<string, Rule[]>();
  readonly #conditional = new Set<string>();
  #left = mostWritten;

  /** `css`: the sheets of the page, one after the other. */
  constructor(css: string) {
    const read = css.length > mostUnits ? null : rulesIn(css.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' '));
    let colours = read !== null;
    for (const { selectors, declarations, isConditional } of read ?? []) {
      const { usual, important } = tellingOf(declarations);
      if (usual === '' && important === '') continue;
      for (const selector of selectors.split(',')) {
        const [whole, tag = '', rest = ''] = simple.exec(selector.trim()) ?? [];
        if (isConditional || whole === undefined || whole === '') {
          for (const [name] of selector.matchAll(/[.#][\w-]+/g)) this.#conditional.add(name);
          colours &&= !/(?:^|;)(?:color|background)/.test(`${usual};${important}`);
          continue;
        }
        const names = rest.match(/[.#][\w-]+/g) ?? [];
        const ids = names.filter((name) => name.startsWith('#'));
        const rule: Rule = { tag: tag.toUpperCase(), classes: names.filter((name) => name.startsWith('.')), id: ids[0] ?? '', weight: ids.length * 10_000 + names.length * 100 + (tag === '' ? 0 : 1), usual, important };
        const key = ids[0] ?? rule.classes[0] ?? rule.tag;
        // The latest of too many hold.
        this.#rules.set(key, [...(this.#rules.get(key) ?? []).slice(1 - mostOnOne), rule]);
      }
    }
    this.isComplete = colours;
  }

  /** Writes into the `style` of an element what the sheets say of it; of each property the last in it holds. */
  apply(element: StyledElement): void {
    if (this.#rules.size === 0 || this.#left <= 0) return;
    const names = new Set((element.getAttribute('class') ?? '').split(/\s+/).filter((name) => name !== '').map((name) => `.${name}`));
    const id = `#${element.getAttribute('id') ?? ''}`;
    if ([id, ...names].some((name) => this.#conditional.has(name))) return;
    const found = [element.nodeName.toUpperCase(), id, ...names].flatMap((key) => this.#rules.get(key) ?? []).slice(0, mostOnOne)
      .filter(({ tag, classes, id: wanted }) => (tag === '' || tag === element.nodeName.toUpperCase()) && (wanted === '' || wanted === id) && classes.every((name) => names.has(name)));
    if (found.length === 0) return;
    // Of equal weight the later rule holds.
    const strongestLast = found.toSorted((a, b) => a.weight - b.weight);
    const style = [...strongestLast.map(({ usual }) => usual), element.getAttribute('style') ?? '', ...strongestLast.map(({ important }) => important)].filter((part) => part !== '').join(';');
    this.#left -= style.length;
    element.setAttribute('style', style);
  }
}

type CssRule = { readonly selectors: string; readonly declarations: string; readonly isConditional: boolean };

/** The rules of a sheet in order; null where there are too many. Those inside others, as in `@media`, hold under a condition. */
function rulesIn(css: string): CssRule[] | null {
  const rules: CssRule[] = [];
  let depth = 0;
  let from = 0;
  let left = mostRules;
  let open: Omit<CssRule, 'declarations'> | null = null;
  for (const { index } of css.matchAll(/[{}]/g)) {
    const text = css.slice(from, index);
    from = index + 1;
    if (open !== null) rules.push({ ...open, declarations: text });
    open = null;
    if (css[index] === '}') {
      depth = Math.max(0, depth - 1);
      continue;
    }
    const selectors = text.slice(text.lastIndexOf(';') + 1).trim();
    left -= selectors.split(',').length;
    if (left < 0) return null;
    if (!selectors.startsWith('@')) open = { selectors, isConditional: depth > 0 };
    depth += 1;
  }
  return rules;
}

/** Of the telling declarations the last of each name, those that are marked important apart. */
function tellingOf(declarations: string): { usual: string; important: string } {
  const [usual, important] = [new Map<string, string>(), new Map<string, string>()];
  for (const one of declarations.split(';')) {
    const name = one.slice(0, Math.max(0, one.indexOf(':'))).trim().toLowerCase();
    const value = one.slice(one.indexOf(':') + 1).trim().toLowerCase();
    if (telling.test(name) && value.length <= longestValue) (value.includes('!important') ? important : usual).set(name, value.replace(/\s*!important/, ''));
  }
  const written = (found: ReadonlyMap<string, string>) => [...found].map(([name, value]) => `${name}:${value}`).join(';');
  return { usual: written(usual), important: written(important) };
}
