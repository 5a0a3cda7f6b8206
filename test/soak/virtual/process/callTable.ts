import type { CallSeen } from './network';

/** How a call ended. */
export type Outcome = 'ok' | 'refused' | 'failed' | 'noAnswer';

/** The calls of one endpoint for one purpose. */
export interface CallRow extends Record<Outcome, number> {
	calls: number;
	/** The same call again, after one that was not answered with success; these are among the others. */
	repeated: number;
	/** A part of such a call, because the whole was refused. */
	halved: number;
	/** The same call again in the same poll or execution, although it was answered with success. */
	again: number;
	/** IDs, numbers or rows in all of them; 0 for calls that name none. */
	rows: number;
	/** Such calls with one row, and with at most five. */
	withOne: number;
	withFew: number;
}

/** By purpose and endpoint. */
export type CallRows = Record<string, Record<string, CallRow>>;

/** A call that has begun. */
interface Begun {
	row: CallRow;
	/** Endpoint and shop. */
	place: string;
	key: string;
	rows: readonly string[];
	work: Work;
}

/** What a poll or an execution has called so far. */
interface Work {
	answered: Set<string>;
	unanswered: Set<string>;
	/** Rows of calls that were not answered with success, by endpoint and shop. */
	parts: Map<string, Array<ReadonlySet<string>>>;
}

/** Counts calls by what they are for, where they go and how they end. */
export class CallTable {
	readonly rows: CallRows = {};
	private readonly works = new WeakMap<object, Work>();

	/** @param work  stands for the poll or the execution */
	begin(call: CallSeen, work: object | undefined): Begun {
		const ofPurpose = (this.rows[call.purpose] ??= {});
		const endpoint = endpointOf(call);
		const row = (ofPurpose[endpoint] ??= emptyRow());
		const place = `${endpoint} ${call.query.get('shop_cipher')}`;
		const known = this.workOf(work ?? {});
		const rows = rowsOf(call);
		const key = `${call.method} ${call.path} ${rows.join()} ${pageOf(call)}`;
		row.calls += 1;
		row.rows += rows.length;
		if (rows.length === 1) row.withOne += 1;
		if (rows.length > 0 && rows.length <= 5) row.withFew += 1;
		if (known.unanswered.has(key)) row.repeated += 1;
		else if (isPart(rows, known.parts.get(place))) row.halved += 1;
		else if (known.answered.has(key)) row.again += 1;
		return { row, place, key, rows, work: known };
	}

	end({ row, place, key, rows, work }: Begun, outcome: Outcome): void {
		row[outcome] += 1;
		if (outcome === 'ok') {
			work.answered.add(key);
			work.unanswered.delete(key);
			return;
		}
		work.unanswered.add(key);
		const parts = work.parts.get(place) ?? [];
		if (rows.length > 1) work.parts.set(place, [...parts, new Set(rows)]);
	}

	private workOf(work: object): Work {
		const known = this.works.get(work) ?? {
			answered: new Set<string>(),
			unanswered: new Set<string>(),
			parts: new Map<string, Array<ReadonlySet<string>>>(),
		};
		this.works.set(work, known);
		return known;
	}
}

/** Several rows as one. */
export function addedUp(rows: readonly CallRow[]): CallRow {
	const sum = emptyRow();
	for (const row of rows) {
		for (const name of Object.keys(sum) as Array<keyof CallRow>) sum[name] += row[name];
	}
	return sum;
}

/** The path of a call without the IDs in it. */
function endpointOf({ service, path }: CallSeen): string {
	return `${service} ${path.replace(/\d{9,}/g, ':id')}`;
}

/** The IDs, numbers or rows that a call names, each once. */
function rowsOf({ service, query, body }: CallSeen): string[] {
	if (service === 'tiktok') return (query.get('ids') ?? '').split(',').filter(Boolean);
	const { data } = JSON.parse(body || '{}') as { data?: unknown };
	const lists: unknown[] = Array.isArray(data) ? data : Object.values(data ?? {}).flat();
	const isRows = Array.isArray(data) || Object.keys(data ?? {}).some((name) => /List$/.test(name));
	if (!isRows) return [];
	return lists.map((each) =>
		typeof each === 'string' ? each : String((each as { thirdOrderNo?: string }).thirdOrderNo),
	);
}

/** What else tells one call from another. A signature and its time do not. */
function pageOf({ service, query, body }: CallSeen): string {
	return service === 'tiktok'
		? `${query.get('page_token')} ${query.get('shop_cipher')} ${body}`
		: body;
}

function isPart(rows: readonly string[], parts: ReadonlyArray<ReadonlySet<string>> = []): boolean {
	return (
		rows.length > 0 &&
		parts.some((part) => rows.length < part.size && rows.every((each) => part.has(each)))
	);
}

function emptyRow(): CallRow {
	const outcomes = { ok: 0, refused: 0, failed: 0, noAnswer: 0 };
	return {
		calls: 0,
		...outcomes,
		repeated: 0,
		halved: 0,
		again: 0,
		rows: 0,
		withOne: 0,
		withFew: 0,
	};
}
