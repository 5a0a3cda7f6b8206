export { KeyedMutex as Queue } from '../../shared/keyedMutex';
