import { winnerOf } from './duplicates';
import { AlikeFailures } from './halve';
import { lookUp, OWN_NUMBER_KINDS, type NumberKind } from './lookUp';
import { isLive } from './outboundOrder';
import type { Fields } from '../transport/json';
import type { OmsConnection } from '../transport/connection';

/** Kinds under which a number is searched, by the kind that the user chooses. */
const SEARCHED_KINDS: Record<NumberKind, readonly NumberKind[]> = {
	outboundOrderNo: ['outboundOrderNo'],
	referOrderNo: ['referOrderNo'],
	thirdOrderNo: OWN_NUMBER_KINDS,
};

/** By the kind that the user chooses, then by number. */
type ByKind<T> = Record<NumberKind, Map<string, T>>;

/**
 * Finds the outbound order of each number. Of several orders it takes a live one. The OMS does not know a number that is in neither map.
 *
 * @returns `open`: why it is unknown whether the OMS has the order
 * @throws OmsError  the error concerns every call, or several numbers failed alike and none was answered
 */
export async function findByNumber(
	connection: OmsConnection,
	wanted: ReadonlyArray<{ kind: NumberKind; number: string }>,
): Promise<{ found: ByKind<Fields>; open: ByKind<string> }> {
	const alike = new AlikeFailures();
	const result = { found: byKind<Fields>(), open: byKind<string>() };
	for (const [asked, kinds] of Object.entries(SEARCHED_KINDS) as Array<
		[NumberKind, readonly NumberKind[]]
	>) {
		const found = result.found[asked];
		const numbers = wanted.filter(({ kind }) => kind === asked).map(({ number }) => number);
		for (const kind of kinds) {
			const left = numbers.filter((number) => {
				const record = found.get(number);
				return record === undefined || !isLive(record);
			});
			const looked = await lookUp(connection, kind, left, alike);
			for (const [number, records] of looked.found) {
				const record = winnerOf(records) ?? found.get(number) ?? records[0];
				found.set(number, record);
			}
			for (const [number, problem] of looked.open) result.open[asked].set(number, problem);
		}
	}
	return result;
}

const byKind = <T>(): ByKind<T> => ({
	outboundOrderNo: new Map(),
	thirdOrderNo: new Map(),
	referOrderNo: new Map(),
});
