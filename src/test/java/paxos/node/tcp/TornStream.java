package paxos.node.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
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
                if (isSilent() && timeout > 0) {
                    throw new SocketTimeoutException();
                }
                return take(into, from, length);
            }
        };
    }

    /// The same for a reader that does not wait.
    ReadableByteChannel channel() {
        return new ReadableByteChannel() {

            @Override
            public int read(ByteBuffer into) {
                int read = take(into.array(), into.arrayOffset() + into.position(), into.remaining());
                into.position(into.position() + Math.max(0, read));
                return read;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {
                throw new AssertionError("whoever opened it closes it");
            }
        };
    }

    /// Whether all has come, and its end does not.
    boolean isSilent() {
        return taken == piece.length && !pieces.hasNext() && !ends;
    }

    private int take(byte[] into, int from, int length) {
        if (taken == piece.length) {
            if (!pieces.hasNext()) {
                return ends ? -1 : 0;
            }
            piece = pieces.next();
            taken = 0;
        }
        int read = Math.min(length, piece.length - taken);
        System.arraycopy(piece, taken, into, from, read);
        taken += read;
        return read;
    }
}
