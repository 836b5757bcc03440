import js from '@eslint/js';
import tseslint from 'typescript-eslint';

// Who may import whom (README, "Map of the tree"). Each rule names the folder, what it may not reach, and what to do instead.
const nobody = (group, message) => ({ group, message });
const electron = { regex: '^electron(/|$)', message: 'Only electron/main and electron/preload know Electron; go through the contract.' };
const window = nobody(['**/main/*', '**/preload/*', '**/renderer/**'], 'The engine side does not know the window; answer through the contract.');
const processes = ['engine', 'reader', 'models', 'ocr', 'cli', 'network'];
const others = (allowed) => processes.filter((name) => !allowed.includes(name)).flatMap((name) => [`**/${name}/*`, `**/${name}/**/*`]);
const forbid = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const stages = ['scan', 'chunk', 'analyse', 'store', 'embed', 'search', 'understand', 'gate', 'evidence', 'prompt', 'verify', 'cite'];
const sockets = ['net', 'tls', 'dgram', 'dns', 'dns/promises', 'http', 'https', 'http2'].flatMap((name) => [name, `node:${name}`]);

export const boundaries = [
  {
    files: ['electron/shared/**/*.ts'],
    rules: forbid(nobody(['../*', '../../*', '!../*.ts', '**/engine/**', '**/reader/**', '**/models/**', '**/ocr/**', '**/main/**', '**/cli/**', '**/renderer/**'], 'shared imports nothing of ours from outside shared.'),
      nobody(['node:*', 'electron'], 'shared runs in the window too: zod and nothing else.')),
  },
  { files: ['electron/engine/**/*.ts'], rules: forbid(electron, window, nobody(others(['engine', 'models']), 'The engine speaks to the reader through its contract (HelperProcess); of models it may use the catalogue and file store.'), nobody(['embed*', 'Embed*', 'generate*', 'main*', 'Inference*', 'LlamaChat*', 'createModels*'].map((name) => `**/models/${name}`), 'Model code runs in the models process: use modelsContract.'), nobody(sockets, 'Only electron/network may open a socket.')) },
  { files: ['electron/reader/**/*.ts'], rules: forbid(electron, window, nobody(others(['reader']), 'The reader knows shared and nothing else of ours.'), nobody([...sockets, 'child_process', 'node:child_process'], 'The reader parses hostile files: no socket, no child process.')) },
  { files: ['electron/models/**/*.ts'], rules: forbid(electron, window, nobody(others(['models']), 'models knows shared and nothing else of ours.'), nobody(sockets, 'Only electron/network may open a socket.')) },
  { files: ['electron/ocr/**/*.ts'], rules: forbid(electron, window, nobody(others(['ocr', 'reader']), 'Recognition knows shared, and of the reader how files and archives are opened.'), nobody([...sockets, 'child_process', 'node:child_process'], 'Recognition draws hostile files: no socket, no child process.')) },
  { files: ['electron/cli/**/*.ts'], rules: forbid(electron, window, nobody([...others(['cli', 'engine']), '**/engine/*', '!**/engine/HelperProcess.ts', '!**/engine/Profile.ts', '!**/engine/rpc/*'], 'The command line speaks to the engine through the contract.')) },
  { files: ['electron/main/**/*.ts', 'electron/preload/**/*.ts'], rules: forbid(nobody(others([]), 'main and preload relay messages; they do no work of the engine.'), nobody(['**/renderer/**'], 'main does not import the window.')) },
  { files: ['renderer/**/*.{ts,tsx}'], rules: forbid(electron, nobody([...processes, 'main', 'preload'].map((name) => `**/electron/${name}/**`).concat('node:*'), 'The window knows shared and nothing else of ours.')) },
];

const stageRule = {
  files: stages.map((name) => `electron/engine/${name}.ts`),
  rules: {
    'no-restricted-syntax': ['error', {
      selector: `ImportDeclaration[importKind!="type"][source.value=/^\\.\\u002F(${stages.filter((name) => name !== 'analyse' && name !== 'chunk').join('|')})\\.ts$/]`,
      message: 'A stage knows no other stage: ingest, answer and findAll compose them. Share data through types or a named pure file.',
    }],
  },
};

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'out/', 'release/', '.carrel/', 'test/unit/probes/'] },
  js.configs.recommended,
  tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-control-regex': 'off',
      'no-irregular-whitespace': 'off',
      'no-misleading-character-class': 'off',
      'no-eval': 'error', 'no-implied-eval': 'error', 'no-new-func': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly', fetch: 'readonly', AbortSignal: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly' } } },
  ...boundaries,
  stageRule,
);
