/** The bridge: gives the page two functions, `call` and `onSignal`, and nothing of Electron itself. */
import { contextBridge, ipcRenderer, webFrame } from 'electron';

type Listener = (signal: unknown) => void;

const listeners = new Set<Listener>();

// One listener for all: a page that subscribes often must not pile them up on the process.
ipcRenderer.on('signal', (_event, signal: unknown) => {
  for (const listener of listeners) listener(signal);
});
// Zoom set from outside belongs to an origin, which all windows share; set from inside it belongs to the window.
ipcRenderer.on('zoom', (_event, level: unknown) => {
  if (typeof level === 'number') webFrame.setZoomLevel(level);
});

contextBridge.exposeInMainWorld('samspill', {
  call: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', name, input),
  onSignal: (listener: Listener): (() => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
});
