/** A utility process for the tests: it answers each message with what it got, and can be told to fall over. */
const { parentPort } = process as unknown as {
  parentPort: {
    on(event: 'message', listener: (event: { data: unknown }) => void): void;
    postMessage(message: unknown): void;
  };
};

parentPort.on('message', ({ data }) => {
  if (data === 'exit') process.exit(3);
  if (data === 'throw') throw new Error('the child fell over');
  parentPort.postMessage({ data, argument: process.argv[2], type: process.type, given: process.env['GIVEN'] });
});
