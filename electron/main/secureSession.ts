import type { Session } from 'electron';
import { isOwnUrl } from './appScheme.ts';

/** Permissions a window may have: copying text. Everything else is denied, asked or checked (SECURITY E21, E22). */
export function isPermitted(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

/** Closes every way out of a session before its first window: network, permissions, devices, downloads, dictionaries. */
export function secureSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => { answer(isPermitted(permission)); });
  session.setPermissionCheckHandler((_contents, permission) => isPermitted(permission));
  session.setDevicePermissionHandler(() => false);
  session.on('select-usb-device', (event, _details, choose) => { event.preventDefault(); choose(); });
  session.on('select-hid-device', (event, _details, choose) => { event.preventDefault(); choose(); });
  session.on('select-serial-port', (event, _ports, _contents, choose) => { event.preventDefault(); choose(''); });
  session.setBluetoothPairingHandler((_details, answer) => { answer({ confirmed: false }); });
  session.setDisplayMediaRequestHandler((_request, answer) => { answer({}); });
  // An empty list is what stops Chromium from fetching a dictionary: `spellcheck: false` alone does not.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
  session.on('will-download', (event) => { event.preventDefault(); });
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isOwnUrl(details.url) && !details.url.startsWith('data:image/') && !details.url.startsWith('devtools:') });
  });
  void session.setProxy({ mode: 'direct' });
}
