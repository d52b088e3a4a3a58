/** Turns the signals that end a program into one request to stop, and a second one into an end at once. */

type SignalSource = { readonly on: (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void) => unknown };

/** Ctrl+C reaches this process from the terminal and once more through npm, which passes its own on; both are one wish. */
const echoMs = 500;

/**
 * Resolves at the first signal. A signal that comes later than its echo ends the process through `exit`, with 128 plus the number of the
 * signal as shells expect.
 */
export const stopRequest = (source: SignalSource, exit: (code: number) => void): Promise<void> =>
  new Promise((resolve) => {
    let isInsisting = false;
    const listenTo = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', code: number): void => {
      source.on(signal, () => {
        if (isInsisting) exit(code);
        setTimeout(() => {
          isInsisting = true;
        }, echoMs).unref();
        resolve();
      });
    };
    listenTo('SIGHUP', 129);
    listenTo('SIGINT', 130);
    listenTo('SIGTERM', 143);
  });

/** Milliseconds between looks at the parent: a port stays taken that much longer. */
const lookEveryMs = 500;

/**
 * Resolves when the parent process is gone. npm hands a SIGTERM to the shell it runs scripts in, and that shell dies without telling the
 * program, which would go on serving unseen; `exec` in the script would cure it, but Windows has none.
 */
export const parentGone = (parentId: () => number): Promise<void> =>
  new Promise((resolve) => {
    const parentAtStart = parentId();
    const timer = setInterval(() => {
      if (parentId() === parentAtStart) return;
      clearInterval(timer);
      resolve();
    }, lookEveryMs);
    timer.unref();
  });
