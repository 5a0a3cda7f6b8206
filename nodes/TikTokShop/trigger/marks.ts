/** What was emitted of an order. */
export interface Mark {
	/** Start of the emitted revision; empty if only an exception was emitted. */
	revision: string;
	/** Revision of the search row, if it differs from the detail by bundle components only. */
	row?: string;
	/** Digest of the problem in the emitted exception. */
	problem?: string;
	/** Number of the last full re-read that listed the order, 0–9. */
	round: number;
}

const MARK_PATTERN = /^([0-9a-f]*)(?:~([0-9a-f]+))?(?:!([0-9a-f]+))?\.(\d)$/;

/** `1a2b3c4d.5`, with `~row` and `!problem` if present. Short, because n8n's static data may hold thousands. */
export function formatMark({ revision, row, problem, round }: Mark): string {
	return `${revision}${row ? `~${row}` : ''}${problem ? `!${problem}` : ''}.${round}`;
}

/** Undefined for a value that is no mark. */
export function parseMark(text: unknown): Mark | undefined {
	const found = typeof text === 'string' ? MARK_PATTERN.exec(text) : null;
	if (!found || !(found[1] || found[3])) return undefined;
	const [, revision, row, problem, round] = found;
	return { revision, row, problem, round: Number(round) };
}
