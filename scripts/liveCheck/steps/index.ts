import { addresses } from './addresses';
import { authorization } from './authorization';
import { byHand } from './byHand';
import { details } from './details';
import { everyAnswer, everyOmsAnswer } from './everyAnswer';
import { gateway } from './gateway';
import { logistics } from './logistics';
import { omsCancel } from './omsCancel';
import { omsCatalogue } from './omsCatalogue';
import { omsCreate } from './omsCreate';
import { omsGateway } from './omsGateway';
import { omsList } from './omsList';
import { omsLookUp } from './omsLookUp';
import { products } from './products';
import { renewal } from './renewal';
import { search } from './search';
import { ship } from './ship';
import { shops } from './shops';
import { through } from './through';
import type { Step } from './step';

/** All steps in their order: what only reads first, what may end the tokens last. */
export const STEPS: readonly Step[] = [
	authorization,
	shops,
	gateway,
	search,
	details,
	addresses,
	logistics,
	products,
	byHand,
	omsGateway,
	omsCatalogue,
	omsList,
	omsLookUp,
	omsCreate,
	omsCancel,
	through,
	ship,
	everyAnswer,
	everyOmsAnswer,
	renewal,
];
