import { useEffect, useRef, useState, type ReactNode } from 'react';

export type MenuItem = { readonly words: string; readonly act: () => void; readonly isDangerous?: boolean };

/** A button that opens a small menu below it. Esc, a choice or a click elsewhere closes it; focus goes back to the button. */
export function MenuButton(props: { readonly label: string; readonly about: ReactNode; readonly items: readonly MenuItem[] }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    place.current?.querySelector('.menu')?.scrollIntoView({ block: 'nearest' });
    place.current?.querySelector<HTMLElement>('.menu button')?.focus();
  }, [isOpen]);
  const close = (): void => {
    setIsOpen(false);
    button.current?.focus();
  };
  const step = (by: number): void => {
    const all = [...(place.current?.querySelectorAll<HTMLElement>('.menu button') ?? [])];
    const at = all.findIndex((item) => item === document.activeElement);
    all[(at + by + all.length) % all.length]?.focus();
  };
  return (
    <span ref={place} className="menu-place" onKeyDown={(event) => {
      if (!isOpen) return;
      if (event.key === 'Escape') close();
      else if (event.key === 'ArrowDown') step(1);
      else if (event.key === 'ArrowUp') step(-1);
      else if (event.key === 'Tab') { setIsOpen(false); return; } else return;
      event.preventDefault();
      event.stopPropagation();
    }}>
      <button ref={button} type="button" className="icon more" aria-label={props.label} aria-haspopup="menu" aria-expanded={isOpen} onClick={() => { setIsOpen(!isOpen); }}>⋯</button>
      {isOpen && (
        <div className="menu" onMouseDown={(event) => { if (event.target === event.currentTarget) setIsOpen(false); }}>
          <div className="menu-about">{props.about}</div>
          <div role="menu" aria-label={props.label}>
            {props.items.map((item) => <button key={item.words} type="button" role="menuitem" className={item.isDangerous === true ? 'warn' : undefined} onClick={() => { close(); item.act(); }}>{item.words}</button>)}
          </div>
        </div>
      )}
    </span>
  );
}
