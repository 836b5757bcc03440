import { useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';

export type MenuItem = { readonly words: string; readonly act: () => void; readonly isDangerous?: boolean };

/** Width of a menu, and the most height one needs, px. */
const size = { width: 228, height: 268 };

/**
 * A button that opens a small menu below it, above everything else, so that nothing under it can be hit by mistake. Esc, a choice or a click elsewhere
 * closes it; focus goes back to the button. `face`: what stands on the button, in place of three dots, and how it looks. Without items the menu only tells.
 */
export function MenuButton(props: { readonly label: string; readonly about: ReactNode; readonly items: readonly MenuItem[]; readonly face?: { readonly words: ReactNode; readonly className: string } }): ReactNode {
  const [place, setPlace] = useState<CSSProperties | null>(null);
  const isOpen = place !== null;
  const menu = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    menu.current?.showModal();
    menu.current?.querySelector('button')?.focus();
  }, [isOpen]);
  const close = (): void => {
    menu.current?.close();
    setPlace(null);
  };
  const step = (by: number): void => {
    const all = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = all.findIndex((item) => item === document.activeElement);
    all[(at + by + all.length) % all.length]?.focus();
  };
  return (
    <span className={props.face === undefined ? 'menu-place' : undefined} onKeyDown={(event) => {
      if (!isOpen) return;
      if (event.key === 'Escape') close();
      else if (event.key === 'ArrowDown') step(1);
      else if (event.key === 'ArrowUp') step(-1);
      else if (event.key === 'Tab') close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }}>
      <button type="button" className={props.face?.className ?? 'icon more'} aria-label={props.label} aria-haspopup="menu" aria-expanded={isOpen} onClick={(event) => { setPlace(below(event.currentTarget.getBoundingClientRect())); }}>{props.face?.words ?? '⋯'}</button>
      {place !== null && (
        <dialog ref={menu} className="menu" style={place} onClose={close} onMouseDown={(event) => { if (event.target === event.currentTarget) close(); }}>
          {props.about !== null && <div className="menu-about">{props.about}</div>}
          <div role={props.items.length === 0 ? undefined : 'menu'} aria-label={props.items.length === 0 ? undefined : props.label}>
            {props.items.map((item) => <button key={item.words} type="button" role="menuitem" className={item.isDangerous === true ? 'warn' : undefined} onClick={() => { close(); item.act(); }}>{item.words}</button>)}
          </div>
        </dialog>
      )}
    </span>
  );
}

/** Under the button, or above it where there is no room; never outside the window. */
function below(button: DOMRect): CSSProperties {
  const start = document.documentElement.dir === 'rtl' ? button.left : button.right - size.width;
  const left = Math.max(8, Math.min(start, window.innerWidth - size.width - 8));
  return button.bottom + size.height > window.innerHeight ? { left, width: size.width, bottom: window.innerHeight - button.top + 4 } : { left, width: size.width, top: button.bottom + 4 };
}
