/** Barks when tests have printed nothing for long: they may take their time, but not hang. */
export class Watchdog {
  readonly #milliseconds: number;
  readonly #barked = Promise.withResolvers<never>();
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** Rejects after that many milliseconds without {@link rest}; never before the first. */
  get silence(): Promise<never> {
    return this.#barked.promise;
  }

  /** There was a sign of life. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const seconds = this.#milliseconds / 1000;
      this.#barked.reject(new Error(`Nothing printed for ${seconds} s (--host-timeout); given up.`));
    }, this.#milliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
