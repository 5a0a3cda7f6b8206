import type { Step } from '../context';
import { addresses } from './addresses';
import { cancellations } from './cancellations';
import { cancelOrder } from './cancelOrder';
import { details } from './details';
import { everyAnswer } from './everyAnswer';
import { gateway } from './gateway';
import { logistics } from './logistics';
import { products } from './products';
import { search } from './search';
import { ship } from './ship';
import { shops } from './shops';

/** Steps that only read, in their order. */
export const READING_STEPS: readonly Step[] = [
	shops,
	gateway,
	search,
	details,
	addresses,
	logistics,
	products,
	cancellations,
];

/** What writes, and what looks at all answers at the end. */
export const WRITING_STEPS: readonly Step[] = [ship, cancelOrder];
export const LAST_STEPS: readonly Step[] = [everyAnswer];
