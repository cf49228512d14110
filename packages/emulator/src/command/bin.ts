import { createEmulator } from '../emulator.ts';
import { files } from './files.ts';
import { main } from './main.ts';

// The last one comes when the terminal is closed.
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

process.exitCode = await main(process.argv.slice(2), {
  createEmulator,
  files,
  async measureCoverage() {
    // Whoever runs the emulator does not need it.
    const { measureCoverage } = await import('../coverage/measure-coverage.ts');
    return measureCoverage();
  },
  isTerminal: process.stdout.isTTY,
  writeOut: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  stopped: () =>
    new Promise((resolve) => {
      const stop = (): void => {
        // Without a listener, the next signal ends the process the hard way.
        for (const signal of SIGNALS) process.off(signal, stop);
        resolve();
      };
      for (const signal of SIGNALS) process.on(signal, stop);
    }),
});
