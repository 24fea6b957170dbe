/// <reference lib="esnext.disposable" />

/**
 * Runs a program that starts things which must not outlive it. `main` puts what it starts on the stack; when it is
 * through, when it fails, or when the process is told to end (Ctrl+C, a closed terminal, kill), the stack is ended,
 * last in first out, and then the process: with the number `main` gave, 1, or the code a shell expects for that signal.
 * A second signal does not wait.
 */
export function program(main: (stack: AsyncDisposableStack) => Promise<number>): void {
  const stack = new AsyncDisposableStack();
  let ending = false;
  const end = (code: number) => {
    ending = true;
    const exit = () => process.exit(code);
    stack.disposeAsync().then(exit, (error: unknown) => {
      console.error(error);
      process.exit(code === 0 ? 1 : code);
    });
  };

  const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
  for (const [signal, number] of Object.entries(signals)) {
    process.on(signal, () => {
      if (ending) process.exit(128 + number);
      end(128 + number);
    });
  }

  main(stack).then(
    (code) => {
      if (!ending) end(code);
    },
    (error: unknown) => {
      // What fails because it is being ended is no news.
      if (ending) return;
      console.error(error instanceof Error ? error.message : error);
      end(1);
    },
  );
}
