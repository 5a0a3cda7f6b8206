/** The columns of a Logistics Provider Pairing, beside the store. */
export type PairingColumn = 'carrier' | 'shipping_provider_id' | 'shipping_provider_name';

/** Names of a column. */
export interface ColumnWords {
	/** Other names from this package, as certain as the name of the column. */
	exact?: readonly string[];
	/** Names of the column in tables of users. */
	words: readonly string[];
	/** Names that count only where no more certain column is there. */
	weak?: readonly string[];
}

/** Names of the columns of a pairing in the languages of the markets. */
export const PAIRING_WORDS: Record<PairingColumn, ColumnWords> = {
	carrier: {
		words: [
			'logistics carrier',
			'OMS carrier',
			'logistics provider',
			'logistics company',
			'courier',
			'物流商',
			'承运商',
			'物流承运商',
			'物流公司',
			'承運商',
			'配送業者',
			'運送会社',
			'transportista',
			'transportadora',
			'transporteur',
			'corriere',
			'Spediteur',
			'đơn vị vận chuyển',
			'hãng vận chuyển',
			'ผู้ขนส่ง',
			'ขนส่ง',
			'kurir',
			'jasa kirim',
		],
	},
	shipping_provider_id: {
		words: [
			'provider ID',
			'TikTok shipping provider ID',
			'平台物流商ID',
			'物流服务商ID',
			'物流服務商ID',
		],
	},
	shipping_provider_name: {
		exact: ['provider', 'shipping provider'],
		words: [
			'provider name',
			'TikTok shipping provider',
			'TikTok Shop shipping provider',
			'platform carrier',
			'平台物流商',
			'平台物流商名称',
			'平台承运商',
			'物流服务商',
			'物流服務商',
			'proveedor de envío',
			'fornecedor de envio',
			'nhà cung cấp vận chuyển',
			'ผู้ให้บริการขนส่ง',
			'penyedia pengiriman',
		],
	},
};
