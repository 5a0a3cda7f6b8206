import { SPECIAL_CHANNELS, type OmsWarehouse } from '../warehouse';
import type { Rule } from './ruleRow';

/**
 * The rules, of which one cannot be used if the OMS does not have its warehouse or logistics channel.
 *
 * @param warehouses  all of the OMS. Where no channels of a warehouse could be read, every channel passes
 */
export function withCheckedCodes(
	rules: readonly Rule[],
	warehouses: readonly OmsWarehouse[],
): Rule[] {
	const byCode = new Map(warehouses.map((warehouse) => [warehouse.code, warehouse]));
	return rules.map((rule) => {
		const { result, ...rest } = rule;
		if (!result || !('warehouseCode' in result)) return rule;
		const { warehouseCode, logisticsChannel } = result;
		const problem = codeProblem(byCode, warehouseCode, logisticsChannel);
		return problem === '' ? rule : { ...rest, problems: [problem] };
	});
}

function codeProblem(
	byCode: ReadonlyMap<string, OmsWarehouse>,
	warehouseCode: string,
	logisticsChannel: string,
): string {
	const warehouse = byCode.get(warehouseCode);
	if (!warehouse) return `the OMS has no warehouse ${warehouseCode}${has([...byCode.keys()])}`;
	const channels = [...warehouse.channels, ...SPECIAL_CHANNELS].map(({ code }) => code);
	if (warehouse.channels.length === 0 || channels.includes(logisticsChannel)) return '';
	return `warehouse ${warehouseCode} has no logistics channel ${logisticsChannel}${has(channels)}`;
}

/** Codes that a message names. */
const MOST_NAMED = 20;

const has = (codes: readonly string[]): string =>
	codes.length === 0 ? '' : ` (it has ${codes.slice(0, MOST_NAMED).join(', ')})`;
