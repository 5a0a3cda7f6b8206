/** What was emitted of an order. */
export interface Mark {
	/** Start of the emitted revision; empty if only an exception was emitted. */
	revision: string;
	/** Revision of the search row, if it differs from the detail by bundle components only. */
	row?: string;
	/** Digest of the problem in the emitted exception. */
	problem?: string;
	/** Epoch minute at which the order was handed over. */
	handedOver?: number;
	/** Number of the last full re-read that listed the order, 0–9. */
	round: number;
}

const MARK_PATTERN = /^([0-9a-f]*)(?:~([0-9a-f]+))?(?:!([0-9a-f]+))?(?:@([0-9a-z]{1,7}))?\.(\d)$/;

/** `1a2b3c4d.5`, with `~row`, `!problem` and `@minute` if present. Short, because n8n's static data may hold thousands. */
export function formatMark({ revision, row, problem, handedOver, round }: Mark): string {
	const minute = handedOver === undefined ? '' : `@${handedOver.toString(36)}`;
	return `${revision}${row ? `~${row}` : ''}${problem ? `!${problem}` : ''}${minute}.${round}`;
}

/** Undefined for a value that is no mark. */
export function parseMark(text: unknown): Mark | undefined {
	const found = typeof text === 'string' ? MARK_PATTERN.exec(text) : null;
	if (!found || !(found[1] || found[3])) return undefined;
	const [, revision, row, problem, minute, round] = found;
	const handedOver = minute === undefined ? undefined : Number.parseInt(minute, 36);
	return { revision, row, problem, handedOver, round: Number(round) };
}
