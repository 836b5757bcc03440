import { spawnSync } from 'node:child_process';

/** Programs some tests compare with; a test that needs a missing one says so and is not run. */
const tools = [{ program: 'pdftotext', package: 'poppler-utils', use: 'compares PDF text with a second reader' }];

/** Names missing test tools and the command that brings them; installs nothing. */
export function checkTestTools({ say }) {
  for (const tool of tools) {
    const found = spawnSync(tool.program, ['-v'], { stdio: 'ignore' }).error === undefined;
    if (!found) say(`${tool.program} is not here (it ${tool.use}); on Debian: apt-get install -y ${tool.package}`);
  }
}
