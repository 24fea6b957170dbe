/**
 * What a test in the extension host can ask the launcher's browser to do. A `target` is a selector of Playwright: CSS,
 * `text=…` or `role=button[name="…"]`. Steps with a target wait until it is there.
 */
export type Step =
  | { do: 'key'; key: string }
  | { do: 'type'; text: string }
  | { do: 'insert'; text: string }
  | { do: 'click'; target: string; button?: 'left' | 'right'; clicks?: number }
  | { do: 'hover'; target: string }
  | { do: 'waitFor'; target: string; state?: 'visible' | 'hidden'; timeout?: number }
  | { do: 'texts'; target: string }
  | { do: 'snapshot'; target: string }
  | { do: 'screenshot'; path: string }
  | { do: 'readClipboard' }
  | { do: 'writeClipboard'; text: string }
  | { do: 'runCommand'; title: string };

/** The answer to a step: what it read, if it reads, or why it could not be done. */
export type StepAnswer = { value?: unknown } | { error: string };

/** The variable in which the extension host finds the launcher. */
export const presserVariable = 'MILEAPP_PRESSER';
