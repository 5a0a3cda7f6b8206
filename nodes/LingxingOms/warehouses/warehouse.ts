import { rowsOf, textOf, type Fields } from '../transport/json';
import { NO_SHIPPING_CHANNEL, OWN_LABEL_CHANNEL } from '../outbound/create/createRequest';

export interface OmsWarehouse {
	code: string;
	name: string;
	countryCode: string;
	channels: OmsChannel[];
}

export interface OmsChannel {
	code: string;
	name: string;
	carrier: string;
}

/** Channels that every warehouse has, although the OMS does not list them (OMS API §1.5). */
export const SPECIAL_CHANNELS: readonly OmsChannel[] = [
	{ code: OWN_LABEL_CHANNEL, name: 'Own shipping label', carrier: '' },
	{ code: NO_SHIPPING_CHANNEL, name: 'No shipping service', carrier: '' },
];

/**
 * The field names inside `channelDatas` are undocumented (OMS API §1.7), so several likely ones are tried.
 */
export function toWarehouse(row: Fields): OmsWarehouse {
	return {
		code: textOf(row.whCode),
		name: textOf(row.whNameCn) || textOf(row.whName),
		countryCode: textOf(row.countryCode),
		channels: rowsOf(row.channelDatas)
			.map((channel) => ({
				code: firstText(channel, 'channelCode', 'logisticsChannel', 'code', 'value'),
				name: firstText(channel, 'channelName', 'logisticsChannelName', 'name', 'label'),
				carrier: firstText(channel, 'carrierName', 'logisticsCarrier', 'carrierCode', 'carrier'),
			}))
			.filter(({ code }) => code !== ''),
	};
}

function firstText(row: Fields, ...names: string[]): string {
	return names.map((name) => textOf(row[name])).find((text) => text !== '') ?? '';
}
