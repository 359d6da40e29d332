/** The only file that knows RxJS by name. No scheduler and no time operator passes through it. */
export { Observable, Subject } from 'rxjs';
