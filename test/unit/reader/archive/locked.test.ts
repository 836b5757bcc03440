import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readBytes } from '../../../fixtures/readBytes.ts';

/** Made by Info-ZIP, the password is `tide`: a locked member beside an open one; one written as a stream, checked by its time. */
const old = Buffer.from('UEsDBBQACQAIAPFldV2cfMJ9OAAAAC0AAAAKAAAAbG9ja2VkLnR4dPlzEC0swbQwLx5RM7UZFrS0puGADZI0x13IE80/9XjssHljjU0pRfmFR0dyWh9HPBjUwqIQiF95UEsHCJx8wn04AAAALQAAAFBLAwQKAAAAAADxZXVdV2c/nwsAAAALAAAACAAAAG9wZW4udHh0T3BlbiB3b3Jkcy5QSwECHgMUAAkACADxZXVdnHzCfTgAAAAtAAAACgAAAAAAAAABAAAApIEAAAAAbG9ja2VkLnR4dFBLAQIeAwoAAAAAAPFldV1XZz+fCwAAAAsAAAAIAAAAAAAAAAEAAACkgXAAAABvcGVuLnR4dFBLBQYAAAAAAgACAG4AAAChAAAAAAA=', 'base64');
const streamed = Buffer.from('UEsDBC0ACQAAAPFldV1jGyLZ//////////8BABQALQEAEAAIAAAAAAAAABQAAAAAAAAAB26+YORjLnytQFI88B+BCLcVadBQSwcIYxsi2RQAAAAAAAAACAAAAAAAAABQSwECHgMtAAkAAADxZXVdYxsi2RQAAAAIAAAAAQAAAAAAAAABAAAAgBEAAAAALVBLBgYsAAAAAAAAAB4DLQAAAAAAAAAAAAEAAAAAAAAAAQAAAAAAAAAvAAAAAAAAAF8AAAAAAAAAUEsGBwAAAACOAAAAAAAAAAEAAABQSwUGAAAAAAEAAQAvAAAAXwAAAAAA', 'base64');

/** A member locked with AES as WinZip says: salt, check, content in counter mode, ten bytes of its digest. */
function aes(text: string, password: string, strength: 1 | 2 | 3): Buffer {
  const bytes = 8 + strength * 8;
  const salt = Buffer.alloc(bytes / 2, 0x5a);
  const keys = pbkdf2Sync(password, salt, 1_000, bytes * 2 + 2, 'sha1');
  const content = deflateRawSync(text);
  for (let at = 0; at < content.length; at += 16) {
    const counter = Buffer.alloc(16);
    counter.writeUInt32LE(at / 16 + 1);
    const mask = createCipheriv(`aes-${bytes * 8}-ecb`, keys.subarray(0, bytes), null).update(counter);
    for (let index = at; index < Math.min(at + 16, content.length); index += 1) content[index] = (content[index] ?? 0) ^ (mask[index - at] ?? 0);
  }
  const mac = createHmac('sha1', keys.subarray(bytes, bytes * 2)).update(content).digest().subarray(0, 10);
  const packed = Buffer.concat([salt, keys.subarray(bytes * 2), content, mac]);
  const extra = Buffer.from([0x01, 0x99, 7, 0, 2, 0, 0x41, 0x45, strength, 8, 0]);
  const name = Buffer.from('a.txt');
  const fields = Buffer.alloc(26);
  for (const [at, value] of [[0, 51], [2, 1], [4, 99], [22, name.length], [24, extra.length]] as const) fields.writeUInt16LE(value, at);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(text.length, 18);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, extra, packed]);
  const directory = Buffer.concat([Buffer.from('PK\x01\x02\x33\x00'), fields, Buffer.alloc(14), name, extra]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, directory, end]);
}

describe('locked archives', () => {
  it('of the old kind are read with their password, and what is open without', async () => {
    expect((await readBytes('a.zip', old, { password: 'tide' })).text).toBe('locked.txt\n\nThe tide turns at nine, says the locked page.\nopen.txt\n\nOpen words.');
    expect((await readBytes('a.zip', streamed, { password: 'tide' })).text).toContain('streamed');
    expect((await readBytes('a.zip', old)).outcome).toEqual({ state: 'indexed-partly', reason: { code: 'password-needed', detail: 'locked.txt' } });
    expect((await readBytes('a.zip', old, { password: 'wrong' })).outcome).toEqual({ state: 'indexed-partly', reason: { code: 'password-needed', detail: 'locked.txt' } });
  });

  it.each([1, 2, 3] as const)('with AES of strength %d are read with their password', async (strength) => {
    const text = 'The tide turns at nine, says the locked page. '.repeat(3);
    const bytes = aes(text, 'Flut', strength);
    expect((await readBytes('a.zip', bytes, { password: 'Flut' })).text).toBe(`a.txt\n\n${text}`);
    expect((await readBytes('a.zip', bytes, { password: 'Ebbe' })).outcome.reason?.code).toBe('password-needed');
    const turned = Buffer.from(bytes);
    turned[70] = (turned[70] ?? 0) ^ 1;
    expect((await readBytes('a.zip', turned, { password: 'Flut' })).outcome).toEqual({ state: 'failed', reason: { code: 'file-damaged', detail: 'a.txt' } });
  });
});
