/** The window's own origin. `carrel:` is a standard, secure scheme that serves only the built window (SECURITY E9 to E13). */
export const appScheme = 'carrel';
export const appOrigin = `${appScheme}://app`;
export const appUrl = `${appOrigin}/index.html`;

/**
 * The policy of the window, sent as a header and repeated byte for byte in index.html. No remote host, no inline code.
 * `trusted-types`: one policy, which accepts the bundled worker's address and nothing else.
 */
export const contentSecurityPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
  "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-src 'none'", "worker-src 'self'",
  "require-trusted-types-for 'script'", 'trusted-types carrel-worker',
].join('; ');

/** True for an address inside the window's own origin: where it may navigate and what it may load. */
export function isOwnUrl(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`);
}
