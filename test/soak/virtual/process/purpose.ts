import { AsyncLocalStorage } from 'node:async_hooks';

import type { TriggerName } from './n8nProcess';

/**
 * The work that a call belongs to, through all that it awaits: a poll, an execution with what a poll has found, or what waits in the
 * exception desk and is read and tried again.
 */
export interface WorkOf {
	kind: 'poll' | 'execution' | 'waiting';
	trigger: TriggerName;
}

const works = new AsyncLocalStorage<WorkOf>();

/** Runs a piece of work; its calls count for it. */
export async function workingFor<T>(work: WorkOf, run: () => Promise<T>): Promise<T> {
	return await works.run(work, run);
}

/** Stands for the poll or the execution that calls now. */
export function currentWork(): WorkOf | undefined {
	return works.getStore();
}

/**
 * What a call that is being made now is for, and of which workflow. `look`: the first page of a list in a poll, made whether there is news
 * or not. `news`: the other calls of polls, and those of executions with what polls have found. `waiting`: what waits in the exception
 * desk. `other`: a person or the start of a process.
 */
export function purposeOf(path: string, query: URLSearchParams, body: string): string {
	const { kind, trigger } = works.getStore() ?? {};
	if (kind === undefined) return 'other';
	const isLook = kind === 'poll' && isFirstPage(path, query, body);
	return `${kind === 'waiting' ? kind : isLook ? 'look' : 'news'} ${trigger}`;
}

/** Both services page their lists: TikTok Shop by a token in the query, the OMS by a number in the body. */
function isFirstPage(path: string, query: URLSearchParams, body: string): boolean {
	if (path.endsWith('/orders/search')) return !query.get('page_token');
	return path.endsWith('/outboundOrder/pageList') && /"page":1\b/.test(body);
}
