import type { NamesInUse } from '../../leaks/index.ts';
import { nameOfValue, namesIn } from '../dotEnv.ts';

/** A lookup that a fix wrote: where, of which name, and the salted hash of the value that stood there. */
export type Given = { uri: string; variable: string; hash: string };

/** Names that stand for values, as they were read. */
export class UsedNames {
  readonly #dotEnv: string;
  readonly #given: Given[];
  readonly #hash: (value: string) => string;

  constructor(dotEnv: string, given: readonly Given[], hash: (value: string) => string) {
    this.#dotEnv = dotEnv;
    this.#given = [...given];
    this.#hash = hash;
  }

  /** The variable of `.env` that holds this value, if one does. */
  inDotEnv(value: string): string | undefined {
    return nameOfValue(this.#dotEnv, value);
  }

  /** The names for a fix of a text with these values. */
  of(values: readonly string[]): Required<NamesInUse> {
    const held = new Map<string, string>();
    for (const value of values) {
      const hash = this.#hash(value);
      const name = this.inDotEnv(value) ?? this.#given.find((one) => one.hash === hash)?.variable;
      if (name !== undefined) held.set(value, name);
    }
    return { held, taken: [...namesIn(this.#dotEnv), ...this.#given.map(({ variable }) => variable)] };
  }

  /** The name for one of these values where no lookup is written: the one asked for, or the first of `NAME_2` … that is free. */
  free(variable: string, value: string): string {
    const { held, taken } = this.of([value]);
    let name = held.get(value) ?? variable;
    for (let count = 2; !held.has(value) && taken.includes(name); count++) name = `${variable}_${count}`;
    return name;
  }

  /** Counts lookups that are about to be written among them. */
  add(given: readonly Given[]): void {
    this.#given.push(...given);
  }
}
