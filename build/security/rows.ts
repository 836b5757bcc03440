/** A numbered requirement of security or durability. `where`: what of it this system's tests cannot show; that part is checked by hand before a release. */
export type SecurityRow = { readonly id: string; readonly what: string; readonly where?: string };

const list = (text: string): SecurityRow[] => text.trim().split('\n').map((line) => {
  const [id = '', what = '', where] = line.split(' | ');
  return { id, what, ...(where === undefined ? {} : { where }) };
});

/** Every row: id, in a few words what it asks, and what is left to do elsewhere. A test shows a row by having its id at the start of its name. */
export const securityRows: readonly SecurityRow[] = list(`
E1 | windows are made in one place
E2 | web preferences are exactly those listed
E3 | sandbox on, and no switch turns it off | Windows and macOS: the packaged window runs in its sandbox and ends where a switch would turn it off
E4 | every fuse is set explicitly
E5 | fuses read back from the packaged binary | the official Electron: nine fuses instead of the seven the development runtime has; read back on each system
E6 | the package is no Node | Windows and macOS: the same with the packaged application
E7 | no option, signal or variable opens an inspector or port | Windows and macOS: the same with the packaged application
E8 | a changed archive is not started | Windows and macOS: flip a byte of app.asar, the application must refuse to start; Linux has no such check
E9 | the window comes from its own scheme
E10 | other schemes are refused
E11 | no path leads out of the window's files
E12 | headers of the window's files
E13 | content policy, header and built page equal
E13b | pdf.js under Trusted Types and content policy
E14 | the content policy holds in the real window
E15 | Trusted Types hold in the real window
E16 | navigation is prevented
E17 | no other window is opened
E18 | no webview is attached
E19 | nothing is opened outside but by the rules
E20 | executables are never opened
E21 | permissions asked for are refused
E22 | permissions looked up are refused
E23 | devices are refused
E24 | every message from the window is checked for its sender
E25 | arguments are checked against schemas
E26 | preload gives functions alone
E27 | files by token, not by path
E28 | no deep links
E29 | one instance
E30 | no downloads
E31 | certificate errors are never passed over
E32 | no evaluation of text
E33 | no cache of what was shown
E34 | no development server or sources in the package
E35 | Electron is a supported version | at each release: compare with the end-of-life dates published for Electron
E36 | locking empties engine and window, hides the window from pictures; no core dumps | a snapshot of the packaged window after locking; Windows and macOS: a screenshot of the locked window shows nothing of it; Windows and macOS: no dump of a crashed process is kept (Windows Error Reporting, DiagnosticReports)
N1 | a session without any network interface | Windows and macOS: a whole session with every network adapter off
N2 | a session without a call with an internet address | Windows and macOS: a whole session under a recorder of packets (pktmon, tcpdump): none of Carrel’s processes
N3 | a canary is caught
N4 | nothing arrives at a network that would answer | Windows and macOS: 30 minutes at rest under the same recorder
N5 | the packaged window's own network log is empty | Windows and macOS: the same log of the packaged application
N6 | no traces of a browser in the profile
N7 | no listening socket | Windows and macOS: netstat -ano, lsof -i: no socket of Carrel’s processes
N8 | all ways out of Node are refused and counted
N9 | hosts named in the built window are known, with reasons
N10 | nothing that reports or fetches is shipped
N11 | variables that name proxies and clouds change nothing | Windows and macOS: together with N2
N12 | a dead resolver costs no time | a real network whose name server is dead: the window is there as soon as usual
N13 | a clock ten years wrong changes nothing
N14 | refusals are counted and shown
D1 | locked: no word of a document in any file
D2 | unlocked and killed: likewise
D3 | the database looks like noise
D4 | wrong passphrases and damage are told
D5 | the cost of a passphrase cannot be lowered
D6 | erasing is verified before and after
D7 | the index is written anew by erasing
D8 | no key store that keeps nothing secret | Windows, macOS, a Linux desktop with a secret service: a key is kept, opens the library after a restart, and opens nothing once the passphrase was changed
D9 | passphrase and recovery key open without the key store | Windows and macOS: wipe the system's key store, log in as another user
D10 | a change of passphrase killed at each write | Windows and macOS: the program ended by the task manager during a change of passphrase, ten times
D11 | clipboard, recent files, titles, thumbnails and the search of the desktop hold nothing | Windows: attribute NOT_CONTENT_INDEXED on the profile and on what is made in it; macOS: Spotlight does not find a sentinel
D12 | files are their owner's alone | Windows: rights of the profile folder
D13 | exports and reports hold nothing unasked
D14 | nothing is printed or logged
M1 | broken and well-behaved files end in a state
M2 | generated hostile files end in a state | Windows: a placeholder of a cloud folder
M3 | mutations end in a state
M4 | readers that hang, spin, die or never answer
M5 | a reader opens no socket, starts no process
M6 | after hostile files nothing is left over
M7 | nothing is written outside the profile | Windows and macOS: a monitor of file accesses while data/broken is indexed: nothing is written outside the profile
M8 | links inside documents are never followed
M9 | the same document again, and one mended
G1 | bad model headers are refused
G2 | mutated model headers do no harm
G3 | a byte changed in the weights is noticed
G4 | a model file's own template is never rendered
G5 | a model replaced after its check is noticed
R1 | kills at random
R2 | a kill at every write, rename, link and sync | Windows and macOS: npm run torture -- --kind kills, 500 kills on each
R3 | a failure of every write and sync | Windows and macOS: a small volume and one that is taken away while indexing
R4 | a cut of power in many states | a real machine of each system: power cut ten times while indexing; the library opens and loses nothing
R5 | damage to every kind of file
R6 | a full disk | Windows and macOS: a small volume filled while indexing; it goes on once there is room
R7 | read-only and vanishing folders | a real drive pulled out while it is indexed, and put in again
R8 | two programs on one profile
R9 | ten thousand changes against a model
R10 | a day of work | a machine of its own: CARREL_SOAK_HOURS=24 npx vitest run --project integration test/integration/soak.test.ts
R11 | clock jumps
R12 | older formats, killed migrations, newer libraries
R13 | compaction beside questions and kills
R14 | suspend, log off, shut down | a real machine of each system: suspend, resume, log off and shut down while indexing
R15 | a dying engine or helper
supply chain | licences, bill of materials, signatures | signing and notarising; two clean builds with one checksum; a signed list of checksums; an update taken from a stick, and refused where its signature or version is wrong
`);

/** The id at the start of a test's name, or several: "N2, N11: …", "E36 (engine side): …". */
export function idsIn(name: string): string[] {
  const ids = securityRows.map(({ id }) => id).sort((a, b) => b.length - a.length).join('|');
  const [head] = new RegExp(`^(?:(?:${ids})(?: \\([^)]*\\))?(?:, (?=(?:${ids})\\b))?)+(?=:)`).exec(name) ?? [];
  return head === undefined ? [] : head.replaceAll(/ \([^)]*\)/g, '').split(', ');
}
