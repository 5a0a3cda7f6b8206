import type { AssumptionId } from '../../../scripts/liveCheck/assumptions';
import type { Choices } from '../../../scripts/liveCheck/context';
import type { Sandbox } from '../../sandbox';
import type { AnsweredCall, ChangedAnswer } from '../../sandbox/answers';

/** One thing that is not as assumed, and the assumption that has to be refuted by it. */
export interface Difference {
	id: AssumptionId;
	/** What is different. */
	what: string;
	plant?(sandbox: Sandbox): void;
	/** Chosen otherwise than usual. */
	choices?: Partial<Choices>;
	/** Changes the redirected URL. */
	redirected?(url: string): string;
}

export type Row = Record<string, unknown>;

export interface Order extends Row {
	id: string;
	status: string;
	update_time: number;
	line_items: Row[];
	recipient_address?: Row & { district_info: Row[] };
}

/** Answer of search and detail. */
export interface OrdersAnswer {
	code: number;
	data: { orders: Order[]; next_page_token?: string } | null;
}

/** Answer with one list, or of the OMS. */
export interface RowsAnswer {
	code: number | string;
	data: Record<string, Row[]>;
}

type Service = ChangedAnswer['service'];

/** Changes the answers of one call. */
export function changing<Answer>(
	service: Service,
	path: RegExp,
	change: (answer: Answer, call: AnsweredCall) => unknown,
	headers?: Record<string, string>,
): (sandbox: Sandbox) => void {
	return ({ answers }) => {
		answers.change({
			service,
			path,
			change: (answer: never, call) => void change(answer, call),
			...(headers ? { headers } : {}),
		});
	};
}

/** All but the pages on which a seller agrees. */
const NOT_THE_PAGES = /^\/(?!open\/)/;

/** Refusals with one code come with another. */
export function otherCode(
	service: Service,
	from: number | string,
	to: number | string,
): (sandbox: Sandbox) => void {
	return changing<{ code: number | string }>(service, NOT_THE_PAGES, (answer) => {
		if (answer.code === from) answer.code = to;
	});
}

/** Body of a call as an object. */
export const bodyOf = ({ body }: AnsweredCall): Row =>
	body === '' ? {} : (JSON.parse(body) as Row);

/** Gives every field of a name another one. */
export function rename(row: Row, from: string, to: string): void {
	if (!(from in row)) return;
	row[to] = row[from];
	delete row[from];
}
