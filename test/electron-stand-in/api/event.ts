/** The event object that Electron hands to listeners as their first argument. */

export interface StandInEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function makeEvent(): StandInEvent;
export function makeEvent<Details extends object>(details: Details): StandInEvent & Details;
export function makeEvent(details: object = {}): StandInEvent {
  let prevented = false;
  const event = {
    get defaultPrevented() {
      return prevented;
    },
    preventDefault() {
      prevented = true;
    },
  };
  return Object.defineProperties(event, Object.getOwnPropertyDescriptors(details));
}
