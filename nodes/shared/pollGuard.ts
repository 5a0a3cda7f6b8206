import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { ExecutionStopped, throwWhenStopped } from './stop';

/** n8n's context, by the context that a poll gets in its place. */
const originals = new WeakMap<object, object>();

/** The context of an activation of the trigger, as a key for memory: n8n keeps one context for all polls of an activation. */
export function activationOf(context: object): object {
	return originals.get(context) ?? context;
}

/** Notes that a context replaces another one. */
export function noteOriginal(context: object, original: object): void {
	originals.set(context, activationOf(original));
}

/** Gives polls a context that stops working when a poll is given up. */
export class PollGuard {
	/** The context for polls. Once a poll is given up, it makes no calls and cannot write static data. */
	readonly context: IPollFunctions;
	private readonly control = new AbortController();

	constructor(context: IPollFunctions) {
		const memory = (type: string): IDataObject =>
			guardedMemory(context.getWorkflowStaticData(type), this.signal);
		this.context = Object.create(context, {
			getExecutionCancelSignal: { value: () => this.signal },
			getWorkflowStaticData: { value: memory },
		}) as IPollFunctions;
		noteOriginal(this.context, context);
	}

	get signal(): AbortSignal {
		return this.control.signal;
	}

	giveUp(): void {
		this.control.abort(new ExecutionStopped('The poll was given up; no further call was made.'));
	}
}

/** n8n's static data, which cannot be written once the poll is given up. A poll writes whole entries, at its end. */
function guardedMemory(memory: IDataObject, signal: AbortSignal): IDataObject {
	return new Proxy(memory, {
		set(target, name, value) {
			throwWhenStopped(signal);
			return Reflect.set(target, name, value);
		},
		deleteProperty(target, name) {
			throwWhenStopped(signal);
			return Reflect.deleteProperty(target, name);
		},
	});
}
