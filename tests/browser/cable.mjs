// A way to the server that can be cut. The browser's own switch for going offline lets through what a closing page sends.
import net from 'node:net';

export class Cable {
  url = '';
  #target;
  #sockets = new Set();
  #cut = false;
  #server = net.createServer((socket) => this.#connect(socket));

  /** @param {string} target where the server answers */
  static async lay(target) {
    const cable = new Cable();
    cable.#target = new URL(target);
    await new Promise((resolve) => cable.#server.listen(0, '127.0.0.1', resolve));
    cable.url = `http://127.0.0.1:${cable.#server.address().port}`;
    return cable;
  }

  /** @param {boolean} cut */
  set cut(cut) {
    this.#cut = cut;
    if (cut) this.#sockets.forEach((socket) => socket.destroy());
  }

  remove() {
    this.cut = true;
    this.#server.close();
  }

  #connect(socket) {
    if (this.#cut) return socket.destroy();
    const onward = net.connect(Number(this.#target.port), this.#target.hostname);
    for (const end of [socket, onward]) {
      this.#sockets.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => {
        this.#sockets.delete(end);
        socket.destroy();
        onward.destroy();
      });
    }
    socket.pipe(onward).pipe(socket);
  }
}
