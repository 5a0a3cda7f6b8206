import { MINUTE_MS } from '../../../shared/durations';
import { orderException, type OrderException } from '../../../shared/exceptions';
import type { OutboundOrderItem } from '../../../shared/outboundOrderItem';
import { isShort } from '../../../shared/retry';
import { isStop } from '../../../shared/stop';
import type { Suspects } from '../../../shared/suspects';
import { toText } from '../../../shared/text';
import { writeOnce, type AfterFailure } from '../../../shared/writeOnce';
import type { CreateRow } from './createRequest';
import { winnerOf } from '../duplicates';
import type { OrderNumbers } from './findExisting';
import { ALIKE, mayBeAboutOneItem, settleByHalves, type Unsettled } from '../halve';
import { lookUp } from '../lookUp';
import { UnansweredOrders } from './unansweredOrders';
import { toOutboundOrder } from '../outboundOrder';
import { rowErrorException, saysExists } from './rowErrors';
import type { Failures, EnsureResult, DesiredOrder } from './desiredOrder';
import { MOST_ROWS, suspectsOf } from './suspectOrders';
import { write, writeDelay } from '../write';
import { isKnownCode, mayStillArrive, WRONG_PARAMETER } from '../../transport/errors';
import { rowsOf, textOf, type Fields } from '../../transport/json';
import { OmsError, WRITE_RETRY, type OmsConnection } from '../../transport/connection';

const CREATE = '/v1/outboundOrder/create';
const NEW = 0;
const idOf = ({ thirdOrderNo }: { thirdOrderNo: string }): string => thirdOrderNo;
/** A body that is too large is not sent a second time. */
const TOO_LARGE = 413;

/** Rows of a create call that was answered with success, and the answer for each. */
interface Answered {
	rows: readonly CreateRow[];
	answers: readonly Fields[];
}

/** Creates the outbound orders of a batch, each once. */
export class Creation {
	/** Outbound order number that the OMS has given for a row of this very creation, by `thirdOrderNo`. */
	readonly own = new Map<string, string>();

	private readonly unanswered: UnansweredOrders;

	private readonly suspects: Suspects;

	/**
	 * @param wanted    the orders of the batch, by `thirdOrderNo`
	 * @param results   filled with what becomes of them
	 * @param failures  of the whole run
	 */
	constructor(
		private readonly connection: OmsConnection,
		private readonly wanted: ReadonlyMap<string, DesiredOrder>,
		private readonly results: Map<string, EnsureResult>,
		private readonly failures: Failures,
	) {
		this.unanswered = UnansweredOrders.of(connection.account);
		this.suspects = suspectsOf(connection.account);
	}

	/** The rows that may be sent. The orders of the others wait, because their call that was given up may still arrive. */
	ready(rows: readonly CreateRow[]): CreateRow[] {
		const now = Date.now();
		return rows.filter(({ thirdOrderNo }) => {
			const isReady = this.unanswered.notBefore(thirdOrderNo, now) === undefined;
			if (!isReady) this.waits(thirdOrderNo, 'its create call got no answer');
			return isReady;
		});
	}

	/** @throws OmsError  about every call, or several orders failed alike and none was created */
	async create(rows: readonly CreateRow[]): Promise<void> {
		const { others, suspects } = this.suspects.apart(rows, MOST_ROWS, idOf);
		await settleByHalves([...this.unanswered.parts(others), ...suspects], {
			alike: this.failures.creations,
			call: async (part, isFirst) => await this.send(part, isFirst),
			alone: ({ thirdOrderNo }, failure) => this.refuse(thirdOrderNo, failure),
		});
	}

	private async send(
		rows: readonly CreateRow[],
		isFirst: boolean,
	): Promise<Unsettled<CreateRow> | undefined> {
		const attempts = this.attemptsFor(rows, isFirst);
		let answered: Answered | undefined;
		const notWritten = await writeOnce(
			rows,
			{
				write: async (open) => {
					answered = { rows: open, answers: await this.post(open) };
				},
				stillMissing: async (open) => {
					await this.readBack(open);
					return this.open(open);
				},
				after: (failure, attempt, open) => {
					// Before the look-up, which may fail and end the run.
					if (isOnItsWay(failure)) this.unanswered.noteUnanswered(open, Date.now());
					return mayBeAboutOneItem(failure) ? afterFailure(failure, attempt) : undefined;
				},
			},
			{ attempts },
			this.connection,
		);
		if (answered) await this.settleAnswered(answered);
		if (!notWritten) return undefined;
		const { missing } = notWritten;
		const failure = notWritten.failure as OmsError;
		if (!mayStillArrive(failure.apiError)) return { failure, open: missing };
		this.leaveToNextRun(missing, failure);
		if (this.failures.creations.failure(failure) >= ALIKE) throw failure;
		return undefined;
	}

	/** What was refused at the last run is tried once: the next run tries it again. */
	private attemptsFor(rows: readonly CreateRow[], isFirst: boolean): number {
		if (rows.every((row) => this.suspects.has(idOf(row)))) return 1;
		if (isFirst) return WRITE_RETRY.attempts;
		return rows.length === 1 ? 2 : 1;
	}

	/** @throws OmsError  the OMS did not answer with rows */
	private async post(rows: readonly CreateRow[]): Promise<Fields[]> {
		const answer = await write(this.connection, CREATE, [...rows]);
		if (answer.failure) throw answer.failure;
		if (!Array.isArray(answer.data)) throw this.connection.unreadable();
		return rowsOf(answer.data);
	}

	/** After the write: a look-up that fails here must not look like a failed create call. */
	private async settleAnswered({ rows, answers }: Answered): Promise<void> {
		this.failures.creations.success();
		await this.take(rows, answers);
		// Rows that the answer says nothing about.
		const unnamed = this.open(rows);
		this.unanswered.noteUnanswered(unnamed, Date.now());
		await this.readBack(unnamed);
		this.leaveToNextRun(this.open(rows), this.connection.unreadable());
	}

	private open(rows: readonly CreateRow[]): CreateRow[] {
		return rows.filter(({ thirdOrderNo }) => !this.results.has(thirdOrderNo));
	}

	/** Each row of the answer speaks for itself, whatever the call as a whole says (OMS API §1.3). */
	private async take(rows: readonly CreateRow[], answers: readonly Fields[]): Promise<void> {
		const sent = new Map(rows.map((row) => [row.thirdOrderNo, row]));
		const refused = new Map<string, string>();
		for (const answer of answers) {
			const row = sent.get(textOf(answer.thirdOrderNo));
			if (!row) continue;
			const success = toText(answer.success).toLowerCase();
			const outboundOrderNo = textOf(answer.orderNo);
			// A row that says neither does not tell whether it was created.
			if (success === 'true' && outboundOrderNo !== '') this.created(row, outboundOrderNo);
			else if (success === 'false') refused.set(row.thirdOrderNo, textOf(answer.msg));
		}
		await this.takeRefused(refused);
	}

	private created(row: CreateRow, outboundOrderNo: string): void {
		if (this.own.has(row.thirdOrderNo)) return;
		this.own.set(row.thirdOrderNo, outboundOrderNo);
		const record = { ...row, outboundOrderNo, status: NEW };
		this.settle(row.thirdOrderNo, toOutboundOrder(record, this.connection.zone), true);
	}

	private settle(thirdOrderNo: string, outboundOrder: OutboundOrderItem, created: boolean): void {
		this.unanswered.noteAnswered(thirdOrderNo);
		this.suspects.clear(thirdOrderNo);
		this.results.set(thirdOrderNo, { outboundOrder, created, foundBy: 'thirdOrderNo' });
	}

	private async takeRefused(refused: ReadonlyMap<string, string>): Promise<void> {
		const known = [...refused].filter(([, message]) => saysExists(message));
		const numbers = known.map(([number]) => number);
		const { found } = await lookUp(this.connection, 'thirdOrderNo', numbers, this.failures.lookUps);
		for (const [thirdOrderNo, message] of refused) {
			const wanted = this.wanted.get(thirdOrderNo);
			if (!wanted || this.results.has(thirdOrderNo)) continue;
			const record = winnerOf(found.get(thirdOrderNo) ?? []);
			if (record) {
				this.settle(thirdOrderNo, toOutboundOrder(record, this.connection.zone), false);
			} else {
				this.results.set(thirdOrderNo, { exception: rowErrorException(wanted, message) });
				// The row alone was refused, which is no harm to others.
				this.suspects.clear(thirdOrderNo);
			}
		}
	}

	/** An order that is found now was created by the call whose answer was lost; nobody else creates it meanwhile. */
	private async readBack(rows: readonly CreateRow[]): Promise<void> {
		if (rows.length === 0) return;
		const numbers = rows.map(({ thirdOrderNo }) => thirdOrderNo);
		const { found, open } = await lookUp(
			this.connection,
			'thirdOrderNo',
			numbers,
			this.failures.lookUps,
		);
		for (const [thirdOrderNo, records] of found) {
			const record = winnerOf(records);
			if (!record) continue;
			this.settle(thirdOrderNo, toOutboundOrder(record, this.connection.zone), true);
		}
		for (const [thirdOrderNo, why] of open) this.waits(thirdOrderNo, why);
		if (found.size > 0) this.failures.creations.success();
	}

	/**
	 * Not sent again in this run, because the call may still arrive. A later run looks it up first, and sends it in a smaller batch once the
	 * wait is over.
	 */
	private leaveToNextRun(rows: readonly CreateRow[], failure: OmsError): void {
		for (const { thirdOrderNo } of rows) this.waits(thirdOrderNo, failure.message);
	}

	private waits(thirdOrderNo: string, why: string): void {
		const wanted = this.wanted.get(thirdOrderNo);
		if (!wanted) return;
		const notBefore = this.unanswered.notBefore(thirdOrderNo, Date.now());
		this.results.set(thirdOrderNo, { exception: unknownInOmsException(wanted, why, notBefore) });
	}

	/** @returns whether the answer can only be about this order */
	private refuse(thirdOrderNo: string, failure: OmsError): boolean {
		const wanted = this.wanted.get(thirdOrderNo);
		const { status, code, message } = failure.apiError;
		if (wanted) {
			const exception = isAway(failure)
				? unknownInOmsException(wanted, failure.message)
				: rowErrorException(wanted, message || failure.message);
			this.results.set(thirdOrderNo, { exception });
			this.suspects.note(thirdOrderNo);
		}
		return code === WRONG_PARAMETER || status === TOO_LARGE;
	}
}

/** A create call that may still arrive is not sent again in this run: the next run looks the orders up first. */
function afterFailure(failure: OmsError, attempt: number): AfterFailure {
	const { apiError, mayHaveBeenAccepted, temporary, retryAfterMs } = failure;
	if (mayStillArrive(apiError)) return { readBackAfterMs: writeDelay(failure, attempt) };
	// After an unknown code the rows may have been accepted.
	const isUnknown = apiError.code !== '' && !isKnownCode(apiError.code);
	const mayRetry = temporary && apiError.status !== TOO_LARGE && isShort(retryAfterMs);
	return {
		...(mayHaveBeenAccepted || isUnknown ? { readBackAfterMs: 0 } : {}),
		...(mayRetry ? { retryAfterMs: writeDelay(failure, attempt) } : {}),
	};
}

/** The call has left, or may have, and nobody knows where it ends. */
function isOnItsWay(failure: unknown): boolean {
	return isStop(failure) || (failure instanceof OmsError && mayStillArrive(failure.apiError));
}

/** A gateway says that the OMS cannot be reached; that says nothing about the order. */
function isAway({ apiError: { status, code } }: OmsError): boolean {
	return code === '' && (status === 502 || status === 503);
}

/**
 * It is unknown whether the OMS has the order.
 *
 * @param notBefore  when the order may be sent again, epoch ms; absent where it was not sent
 */
export function unknownInOmsException(
	{ orderId, thirdOrderNo }: OrderNumbers,
	why: string,
	notBefore?: number,
): OrderException {
	const message = `Order ${orderId}: it is open whether the OMS has it already (${why}).`;
	const details = { orderId, thirdOrderNo };
	if (notBefore === undefined) return orderException('OMS_UNAVAILABLE', message, details);
	const end = new Date(Math.ceil(notBefore / MINUTE_MS) * MINUTE_MS).toISOString();
	const hint = `Nothing needs to be changed. The create call may still arrive, so the order is not sent again before ${end.slice(11, 16)} UTC. Each run looks it up; the first one after that time creates it if it is not there.`;
	return orderException('OMS_UNAVAILABLE', message, { ...details, notBefore: end }, hint);
}
