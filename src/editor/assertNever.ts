/** Ends a switch over a union: a case that was forgotten is an error of the compiler, not of a user. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected case: ${typeof value}`);
}
