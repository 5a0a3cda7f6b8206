import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { shownMessage } from './shownText';

const LONGEST_DESCRIPTION = 20_000;

/** Cleans the texts of an error for the editor, executions and logs: see {@link shownText}. */
export function shownError<T>(failure: T): T {
	if (!(failure instanceof NodeApiError || failure instanceof NodeOperationError)) return failure;
	const { message, description, stack, messages } = failure;
	failure.message = shownMessage(message);
	// The stack begins with the message.
	if (stack) failure.stack = stack.replace(message, () => failure.message);
	if (description) failure.description = shownLines(description);
	failure.messages = messages.map(shownMessage);
	return failure;
}

/** The work, with its error cleaned. */
export async function withShownErrors<T>(work: Promise<T>): Promise<T> {
	return await work.catch(async (failure: Error) => await Promise.reject(shownError(failure)));
}

/** A description may list rows, one per line. */
function shownLines(text: string): string {
	const lines = text.split('\n').map(shownMessage);
	const shown = lines.join('\n');
	return shown.length > LONGEST_DESCRIPTION ? `${shown.slice(0, LONGEST_DESCRIPTION)}…` : shown;
}
