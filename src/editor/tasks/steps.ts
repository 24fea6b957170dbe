import * as vscode from 'vscode';

/** A row to pick, and what it stands for. */
export type Row<T> = vscode.QuickPickItem & { value: T };

/** What a step came to: its answer; `back` for the step before it; undefined where it was left. */
export type Answered<T> = T | 'back' | undefined;

/** What a pick list and a box to write in have in common. */
type Box = Pick<
  vscode.InputBox,
  'buttons' | 'onDidTriggerButton' | 'onDidAccept' | 'onDidHide' | 'show' | 'hide' | 'dispose'
>;

type Question = {
  title: string;
  question: string;
  /** Whether there is a step before this one. */
  hasBack: boolean;
};

/** Asks for one of the rows. */
export function pickOne<T>(rows: readonly Row<T>[], question: Question): Promise<Answered<Row<T>>> {
  return pick(rows, question, false).then((answer) => (Array.isArray(answer) ? answer[0] : answer));
}

/** Asks for any of the rows, or none. */
export function pickMany<T>(rows: readonly Row<T>[], question: Question): Promise<Answered<Row<T>[]>> {
  return pick(rows, question, true);
}

/** Asks for a text. @param why says what is wrong with a text, if anything is */
export function writeText(
  { title, question, hasBack }: Question,
  value: string,
  why: (text: string) => string | undefined,
): Promise<Answered<{ text: string }>> {
  const box = vscode.window.createInputBox();
  box.title = title;
  box.prompt = question;
  box.value = value;
  box.ignoreFocusOut = true;
  box.onDidChangeValue((text) => {
    box.validationMessage = why(text);
  });
  return shown(box, hasBack, () => {
    box.validationMessage = why(box.value);
    return box.validationMessage === undefined ? { text: box.value } : undefined;
  });
}

function pick<T>(
  rows: readonly Row<T>[],
  { title, question, hasBack }: Question,
  many: boolean,
): Promise<Answered<Row<T>[]>> {
  const box = vscode.window.createQuickPick<Row<T>>();
  box.title = title;
  box.placeholder = question;
  box.matchOnDescription = true;
  box.canSelectMany = many;
  box.items = rows;
  if (many) box.selectedItems = rows.filter(({ picked }) => picked);
  return shown(box, hasBack, () =>
    many || box.selectedItems.length > 0 ? [...box.selectedItems] : undefined,
  );
}

/** Shows a box until it is answered or left, and ends it. @param read gives the answer; undefined while there is none */
function shown<T>(box: Box, hasBack: boolean, read: () => T | undefined): Promise<Answered<T>> {
  return new Promise((resolve) => {
    box.buttons = hasBack ? [vscode.QuickInputButtons.Back] : [];
    box.onDidTriggerButton(() => {
      resolve('back');
      box.hide();
    });
    box.onDidAccept(() => {
      const answer = read();
      if (answer === undefined) return;
      resolve(answer);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}
