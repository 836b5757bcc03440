import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../../electron/main/appScheme.ts';
import { serveWindowFile } from '../../../electron/main/serveWindowFile.ts';

let folder = '';
beforeAll(() => {
  const parent = mkdtempSync(join(tmpdir(), 'carrel-window-'));
  folder = join(parent, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(parent, 'secret.json'), '"secret"');
  mkdirSync(`${folder}-twin`);
  writeFileSync(join(`${folder}-twin`, 'twin.js'), '0');
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'a b.js'), '0');
  writeFileSync(join(folder, 'assets', 'tool.exe'), '0');
  symlinkSync(join(parent, 'secret.json'), join(folder, 'link.json'));
});

const refused = [
  'carrel://app', 'carrel://app/', 'carrel://other/index.html', 'carrel://app.evil/index.html', 'file:///etc/passwd', 'http://app/index.html', 'https://app/index.html',
  'ws://app/index.html', 'ftp://app/index.html', 'data:text/html,x', 'blob:carrel://app/1', 'javascript:alert(1)', 'chrome://version', 'carrel:index.html',
  'carrel://app/../secret.json', 'carrel://app/assets/../../secret.json', 'carrel://app/%2e%2e/secret.json', 'carrel://app/%2E%2E/secret.json', 'carrel://app/.%2e/secret.json',
  'carrel://app/%2e/index.html', 'carrel://app/assets%2fa b.js', 'carrel://app/assets%5ca.js', 'carrel://app/assets\\a.js', 'carrel://app/index.html%00', 'carrel://app/%00',
  'carrel://app//etc/passwd', 'carrel://app//index.html', 'carrel://app/C:/index.html', 'carrel://app/C:index.html', 'carrel://app/index.html:stream', 'carrel://app/index.html::$DATA',
  'carrel://app/%252e%252e/secret.json', 'carrel://app/%', 'carrel://app/%ff', 'carrel://app/link.json', 'carrel://app/assets', 'carrel://app/assets/', 'carrel://app/missing.js',
  'carrel://app/./index.html', 'carrel://app/assets/./a%20b.js', 'carrel://app/assets/tool.exe', 'carrel://app/..renderer-twin/twin.js', 'carrel://app/%5c%5cserver%5cshare',
];

describe('E9, E10, E11: what the window may not load', () => {
  it.each(refused)('%s is a 404', (url) => {
    const { statusCode, data } = serveWindowFile(folder, url);
    expect(statusCode).toBe(404);
    expect(data.toString()).toBe('Not found');
  });
});

describe('E12, E13: what it may load', () => {
  it('comes with its type, the policy and the isolation headers', () => {
    expect(serveWindowFile(folder, 'carrel://app/index.html?x#y')).toEqual({
      statusCode: 200, mimeType: 'text/html', data: Buffer.from('<!doctype html>'),
      headers: {
        'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': contentSecurityPolicy, 'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Resource-Policy': 'same-origin', 'Cache-Control': 'no-store',
      },
    });
  });

  it('may have a blank in its name', () => {
    expect(serveWindowFile(folder, 'carrel://app/assets/a%20b.js').statusCode).toBe(200);
  });

  it('the policy names no remote host and nothing unsafe', () => {
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*/);
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(contentSecurityPolicy).toContain("require-trusted-types-for 'script'");
  });
});
