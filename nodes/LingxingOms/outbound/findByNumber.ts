import { winnerOf } from './duplicates';
import { AlikeFailures } from './halve';
import { lookUp } from './lookUp';
import { isLive } from './outboundOrder';
import type { NumberKind } from './findOrders';
import type { Fields } from '../transport/json';
import type { OmsConnection } from '../transport/connection';

/** After an order was cancelled and made again, its own number may live on as reference number (OMS API §1.6). */
const LOOKED_THROUGH: Record<NumberKind, NumberKind[]> = {
	outboundOrderNo: ['outboundOrderNo'],
	referOrderNo: ['referOrderNo'],
	thirdOrderNo: ['thirdOrderNo', 'referOrderNo'],
};

/** By the kind of number that was asked for. */
type ByKind<T> = Record<NumberKind, Map<string, T>>;

/**
 * The outbound order of each number: of several a live one. A number that is in neither map is not known to the OMS.
 *
 * @returns `open`: why it is open whether the OMS has it
 * @throws OmsError  about every call, or several numbers were refused alike and none was answered
 */
export async function findByNumber(
	connection: OmsConnection,
	wanted: ReadonlyArray<{ kind: NumberKind; number: string }>,
): Promise<{ found: ByKind<Fields>; open: ByKind<string> }> {
	const alike = new AlikeFailures();
	const result = { found: byKind<Fields>(), open: byKind<string>() };
	for (const [asked, kinds] of Object.entries(LOOKED_THROUGH) as Array<
		[NumberKind, NumberKind[]]
	>) {
		const found = result.found[asked];
		const numbers = wanted.filter(({ kind }) => kind === asked).map(({ number }) => number);
		for (const kind of kinds) {
			const left = numbers.filter((number) => !isLive(found.get(number) ?? CANCELLED_RECORD));
			const looked = await lookUp(connection, kind, left, alike);
			for (const [number, records] of looked.found) {
				const record = winnerOf(records) ?? found.get(number) ?? records[0];
				found.set(number, record);
			}
			for (const [number, why] of looked.open) result.open[asked].set(number, why);
		}
	}
	return result;
}

/** Stands for a number of which nothing was found yet. */
const CANCELLED_RECORD: Fields = { status: 4 };

const byKind = <T>(): ByKind<T> => ({
	outboundOrderNo: new Map(),
	thirdOrderNo: new Map(),
	referOrderNo: new Map(),
});
