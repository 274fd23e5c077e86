/** The screens that only somebody who has logged in comes to, in one script: none of them is what the window starts with. */
export { ActionBlocked } from './action-blocked.tsx';
export { ChooseRole } from './choose-role.tsx';
export { ConfirmAction } from './confirm-action.tsx';
export { Insufficient } from './insufficient.tsx';
export { NoUsableRole } from './no-usable-role.tsx';
export { OtherPerson } from './other-person.tsx';
