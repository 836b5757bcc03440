import { mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileMark, requireMark } from '../../../electron/models/fileMark.ts';

const folder = mkdtempSync(join(tmpdir(), 'carrel-mark-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

describe('the mark of a model file', () => {
  it('G5: tells a file that was put in its place between the check and the end of loading, of the same size and time as it may be', async () => {
    const [modelPath, other] = [join(folder, 'model.onnx'), join(folder, 'other')];
    const spec = { id: 'm', modelPath };
    writeFileSync(modelPath, 'checked');
    const mark = await fileMark(spec);
    await expect(requireMark(spec, mark)).resolves.toBeUndefined();
    const { atimeMs, mtimeMs } = statSync(modelPath);
    writeFileSync(other, 'changed');
    utimesSync(other, atimeMs / 1_000, mtimeMs / 1_000);
    renameSync(other, modelPath);
    await expect(requireMark(spec, mark)).rejects.toMatchObject({ code: 'model-damaged' });
    rmSync(modelPath);
    await expect(requireMark(spec, mark)).rejects.toMatchObject({ code: 'model-missing' });
  });
});
