import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { shownMessage } from './shownText';

const LONGEST_DESCRIPTION = 20_000;

/** Removes from an error what must not reach people, executions and logs: see {@link shownText}. */
export function shownError<T>(failure: T): T {
	if (!(failure instanceof NodeApiError || failure instanceof NodeOperationError)) return failure;
	const { message, description, stack, messages } = failure;
	failure.message = shownMessage(message);
	// The message stands at the beginning of the stack, too.
	if (stack) failure.stack = stack.replace(message, () => failure.message);
	if (description) failure.description = shownLines(description);
	failure.messages = messages.map(shownMessage);
	return failure;
}

/** The work, with errors that may be shown. */
export async function withShownErrors<T>(work: Promise<T>): Promise<T> {
	return await work.catch(async (failure: Error) => await Promise.reject(shownError(failure)));
}

/** A description lists rows, one a line. */
function shownLines(text: string): string {
	const lines = text.split('\n').map(shownMessage);
	const shown = lines.join('\n');
	return shown.length > LONGEST_DESCRIPTION ? `${shown.slice(0, LONGEST_DESCRIPTION)}…` : shown;
}
