import type { MenuItemConstructorOptions } from 'electron';
import type { SpokenLanguage, WindowMenu } from '../shared/shellContract.ts';
import type { WindowCommand } from '../shared/windowCommands.ts';

type Role = 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll' | 'zoomIn' | 'zoomOut' | 'resetZoom' | 'togglefullscreen' | 'minimize' | 'close';

// Electron names its roles in English whatever the system speaks.
const words: Readonly<Record<SpokenLanguage, Readonly<Record<Role | 'edit' | 'view' | 'window', string>>>> = {
  en: {
    edit: 'Edit', undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', selectAll: 'Select All', view: 'View', zoomIn: 'Larger', zoomOut: 'Smaller', resetZoom: 'Actual Size',
    togglefullscreen: 'Full Screen', window: 'Window', minimize: 'Minimise', close: 'Close',
  },
  de: {
    edit: 'Bearbeiten', undo: 'Rückgängig', redo: 'Wiederholen', cut: 'Ausschneiden', copy: 'Kopieren', paste: 'Einfügen', selectAll: 'Alles auswählen', view: 'Ansicht', zoomIn: 'Größer', zoomOut: 'Kleiner',
    resetZoom: 'Originalgröße', togglefullscreen: 'Vollbild', window: 'Fenster', minimize: 'Minimieren', close: 'Schließen',
  },
};

/** What the window can do, in its own words, and who is told of what is chosen; null before the window has said it. */
type Rooms = { readonly menu: WindowMenu; readonly onChosen: (command: WindowCommand) => void } | null;

/** What the keyboard needs of a menu: editing, zoom, the window; and what the window can do. Nothing that reloads the page or looks inside it. */
export function applicationMenu(platform: NodeJS.Platform, language: SpokenLanguage, rooms: Rooms = null): MenuItemConstructorOptions[] {
  const said = words[language];
  const item = (role: Role): MenuItemConstructorOptions => ({ role, label: said[role] });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    { label: said.edit, submenu: [item('undo'), item('redo'), line, item('cut'), item('copy'), item('paste'), line, item('selectAll')] },
    { label: said.view, submenu: [item('zoomIn'), item('zoomOut'), item('resetZoom'), line, item('togglefullscreen')] },
    ...(rooms === null ? [] : [roomsMenu(rooms)]),
    { label: said.window, submenu: [item('minimize'), item('close')] },
  ];
}

function roomsMenu({ menu: { title, groups }, onChosen }: NonNullable<Rooms>): MenuItemConstructorOptions {
  const items = groups.map((group) => group.map(({ command, label, keys, isEnabled }): MenuItemConstructorOptions => ({
    // `&` would underline the letter after it.
    id: command, label: label.replaceAll('&', '&&'), enabled: isEnabled, click: () => { onChosen(command); },
    // The window answers to its keys, and knows when it must not.
    ...(keys === null ? {} : { accelerator: keys, registerAccelerator: false }),
  })));
  return { label: title.replaceAll('&', '&&'), submenu: items.flatMap((group, at) => (at === 0 ? group : [{ type: 'separator' as const }, ...group])) };
}
