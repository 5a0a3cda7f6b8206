import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { ExecutionStopped, throwWhenStopped } from './stop';

/** n8n's contexts, by those that polls get in place of them. */
const originals = new WeakMap<object, object>();

/** Stands for an activation of the trigger: n8n keeps one context for all its polls, and what they keep in memory goes with it. */
export function activationOf(context: object): object {
	return originals.get(context) ?? context;
}

/** Tells that a context stands in the place of another one. */
export function noteOriginal(context: object, original: object): void {
	originals.set(context, activationOf(original));
}

/** n8n's context for polls, for as long as none of them is given up. */
export class PollGuard {
	/** For the poll: it stops calls, and writing to the memory, once the poll is given up. */
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

/** n8n's static data of the node; a poll writes its entries as a whole, last of all. */
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
