import { omit } from 'lodash';

import { fieldsOf, type Fields } from '../../shared/fields';
import { toText } from '../../shared/text';
import { deskOnlyRow, type PageRow } from './pageRow';

/** The row of an order that TikTok Shop shows in another form than its API describes. */
export function unreadableRow({ orderId, shop, exception }: Fields): PageRow {
	const { code, message, hint } = fieldsOf(exception);
	const { id, code: shopCode } = fieldsOf(shop);
	const row = deskOnlyRow({
		order_id: toText(orderId),
		shop_id: toText(id),
		shop_code: toText(shopCode),
		status: 'open',
		code: toText(code),
		message: toText(message),
		hint: toText(hint),
		opened: '',
		last_seen: '',
		closed_how: '',
	});
	return omit(row, 'isDeskOnly');
}
