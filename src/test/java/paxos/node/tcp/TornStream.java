package paxos.node.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/// What comes on a connection, piece by piece; then its end, or nothing any more. No connection: only what a reader sees of
/// one.
final class TornStream extends Socket {

    private final Iterator<byte[]> pieces;
    private final boolean ends;
    private byte[] piece = {};
    private int taken;
    private int timeout;

    /// @param ends whether the other side closes it after the last piece; else it falls silent
    TornStream(List<byte[]> pieces, boolean ends) {
        this.pieces = pieces.iterator();
        this.ends = ends;
    }

    @Override
    public void setSoTimeout(int millis) {
        timeout = millis;
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {

            @Override
            public int read() {
                throw new AssertionError("nobody reads byte by byte");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                if (taken == piece.length) {
                    if (!pieces.hasNext()) {
                        return end();
                    }
                    piece = pieces.next();
                    taken = 0;
                }
                int read = Math.min(length, piece.length - taken);
                System.arraycopy(Arrays.copyOfRange(piece, taken, taken + read), 0, into, from, read);
                taken += read;
                return read;
            }
        };
    }

    /// Who waits without limit between two messages would wait for ever: for that, too, the stream ends.
    private int end() throws SocketTimeoutException {
        if (ends || timeout == 0) {
            return -1;
        }
        throw new SocketTimeoutException();
    }
}
