/// <reference lib="esnext.disposable" />

/**
 * Ends what is on the stack, last in first out, when the process is told to end (Ctrl+C, a closed terminal, kill), and
 * then the process itself, with the code a shell expects for that signal. A second signal does not wait.
 */
export function endOnSignals(stack: AsyncDisposableStack): void {
  const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
  let ending = false;
  for (const [signal, number] of Object.entries(signals)) {
    process.on(signal, () => {
      const exit = () => process.exit(128 + number);
      if (ending) exit();
      ending = true;
      stack.disposeAsync().then(exit, exit);
    });
  }
}
