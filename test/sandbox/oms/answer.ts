/** A refusal of the whole call. Error codes are strings, success is the number 200 (OMS API §1.3). */
export class OmsRefusal extends Error {
	constructor(
		readonly code: string,
		message: string,
		/** HTTP status; refusals of the OMS come with 200 as a rule. */
		readonly status = 200,
	) {
		super(message);
	}
}

export const missing = (name: string): OmsRefusal =>
	new OmsRefusal('100008', `缺少必填参数 ${name}`);

export const badParameter = (text: string): OmsRefusal =>
	new OmsRefusal('100008', `参数错误 ${text}`);

/** An object of a request, or undefined. */
export function objectOf(value: unknown): Record<string, unknown> | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	return Object.fromEntries(Object.entries(value));
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Names the endpoint does not know are refused, so that a wrong name is noticed instead of being ignored. */
export function onlyKnown(data: Readonly<Record<string, unknown>>, names: readonly string[]): void {
	const unknown = Object.keys(data).find((name) => !names.includes(name));
	if (unknown) throw badParameter(`不支持的参数 ${unknown}`);
}

/** A list of texts, at most `max` long. */
export function textList(value: unknown, name: string, max: number): string[] {
	if (!Array.isArray(value) || value.length === 0) throw missing(name);
	if (value.length > max) throw badParameter(`${name} 最多 ${max} 条`);
	return value.map((entry) => {
		if (typeof entry !== 'string' || entry === '') throw badParameter(`${name} 必须是字符串数组`);
		return entry;
	});
}

const HOUR_MS = 60 * 60 * 1000;

/** What times depend on: the hours that the OMS's zone is ahead of UTC. */
export interface Zoned {
	zoneHours: number;
}

/** `yyyy-MM-dd HH:mm:ss` in the zone of the OMS (OMS API §1.3). */
export function omsTime({ zoneHours }: Zoned, epochMs: number): string {
	return new Date(epochMs + zoneHours * HOUR_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Epoch ms of an OMS time. @throws 100008 when the text has another form */
export function fromOmsTime({ zoneHours }: Zoned, value: unknown, name: string): number {
	const text = textOf(value);
	if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) {
		throw badParameter(`${name} 格式应为 yyyy-MM-dd HH:mm:ss`);
	}
	return Date.parse(`${text.replace(' ', 'T')}Z`) - zoneHours * HOUR_MS;
}

export interface OmsPage {
	records: object[];
	total: number;
	page: number;
	pageSize: number;
	pages: number;
}

/**
 * `page` from 1 and `pageSize` up to 100, both integers (OMS API §1.3).
 *
 * @param view  a row as the page shows it; made only for the rows of the page
 */
export function omsPage<Row extends object>(
	rows: readonly Row[],
	data: Readonly<Record<string, unknown>>,
	view: (row: Row) => object = (row) => row,
): OmsPage {
	const { page, pageSize } = data;
	if (typeof page !== 'number' || !Number.isInteger(page) || page < 1) throw badParameter('page');
	if (typeof pageSize !== 'number' || !Number.isInteger(pageSize)) throw badParameter('pageSize');
	if (pageSize < 1 || pageSize > 100) throw badParameter('pageSize 1-100');
	const records = rows.slice((page - 1) * pageSize, page * pageSize).map(view);
	const pages = Math.ceil(rows.length / pageSize);
	return { records, total: rows.length, page, pageSize, pages };
}

export interface TimeWindow {
	from: number;
	to: number;
}

/** `startTime`/`endTime` with the time type asked for: both or neither (OMS API §1.3). */
export function windowOf(
	zoned: Zoned,
	data: Readonly<Record<string, unknown>>,
	timeType: string,
): TimeWindow | undefined {
	if (data.startTime === undefined && data.endTime === undefined) return undefined;
	if (data.startTime === undefined) throw missing('startTime');
	if (data.endTime === undefined) throw missing('endTime');
	if (data.timeType !== timeType) throw badParameter(`timeType 应为 ${timeType}`);
	return {
		from: fromOmsTime(zoned, data.startTime, 'startTime'),
		to: fromOmsTime(zoned, data.endTime, 'endTime'),
	};
}
