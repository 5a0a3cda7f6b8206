import type { Step } from '../context';
import { everyOmsAnswer } from './everyAnswer';
import { omsCancel } from './omsCancel';
import { omsCatalogue } from './omsCatalogue';
import { omsCreate } from './omsCreate';
import { omsGateway } from './omsGateway';
import { omsList } from './omsList';
import { omsLookUp } from './omsLookUp';

/** Steps that only read, in their order. */
export const READING_STEPS: readonly Step[] = [omsGateway, omsCatalogue, omsList, omsLookUp];

/** What writes, and what looks at all answers at the end. */
export const WRITING_STEPS: readonly Step[] = [omsCreate, omsCancel];
export const LAST_STEPS: readonly Step[] = [everyOmsAnswer];
