/** The most physical memory this process has ever held, in bytes. */
export function peakOfThisProcess(): number {
  // In KB on every system.
  return process.resourceUsage().maxRSS * 1_024;
}
